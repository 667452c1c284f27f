namespace Phederation.ParserFuzzing;

/// <summary>Parser fuzzing ended otherwise than clean; the message says what, where and how to go on.</summary>
public sealed class ParserFuzzingException(ParserFuzzingFault fault, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Why.</summary>
    public ParserFuzzingFault Fault { get; } = fault;
}
