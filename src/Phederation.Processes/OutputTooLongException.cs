namespace Phederation.Processes;

/// <summary>Ends the reading of a stream that exceeds its limit; never leaves this library.</summary>
internal sealed class OutputTooLongException : Exception;
