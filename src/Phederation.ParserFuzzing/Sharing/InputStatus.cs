namespace Phederation.ParserFuzzing.Sharing;

/// <summary>How a parser ended on an input.</summary>
internal enum InputStatus
{
    /// <summary>It did not end: the child died or hung.</summary>
    NotEnded,

    /// <summary>It took the input.</summary>
    Taken,

    /// <summary>It refused the input with an error of its own.</summary>
    Refused,

    /// <summary>It ended with an exception that is not its own.</summary>
    Threw,

    /// <summary>It allocated more than the bound.</summary>
    TookMemory,
}
