namespace Phederation.ParserFuzzing.Targets;

/// <summary>A parser took an input and then broke a promise: what it printed it could not read, or reads as something else.</summary>
public sealed class BrokenPromiseException(string message, Exception? innerException = null) : Exception(message, innerException);
