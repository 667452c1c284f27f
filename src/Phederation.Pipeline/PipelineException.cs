namespace Phederation.Pipeline;

/// <summary>
/// A stage can't go on: bad input, a failed gate, something missing. The message says what, where and how to mend; the exit code
/// is of the one table (<see cref="Site.ExitCode"/>).
/// </summary>
public sealed class PipelineException(int exitCode, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The exit code that the build ends with.</summary>
    public int ExitCode { get; } = exitCode;
}
