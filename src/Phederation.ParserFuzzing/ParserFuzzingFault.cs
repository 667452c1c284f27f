namespace Phederation.ParserFuzzing;

/// <summary>Why parser fuzzing ended otherwise than clean.</summary>
public enum ParserFuzzingFault
{
    /// <summary>What was asked for is not possible: an unknown parser, a bad budget.</summary>
    Usage,

    /// <summary>A file that was read is malformed.</summary>
    BadInput,

    /// <summary>The child program or a file is not there.</summary>
    Missing,

    /// <summary>The child could not be started or does not answer.</summary>
    HostFailed,

    /// <summary>A parser has a fault: that is what was looked for.</summary>
    Found,
}
