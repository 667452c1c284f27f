namespace Phederation.OmopJobs;

/// <summary>Why a job can't go on: what, where, and how to mend it.</summary>
/// <param name="exitCode">A code of <see cref="ExitCode"/>.</param>
/// <param name="message">What is wrong.</param>
/// <param name="mend">What to do about it.</param>
/// <param name="innerException">The cause.</param>
internal sealed class JobException(int exitCode, string message, string mend, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>A code of <see cref="OmopJobs.ExitCode"/>.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>What to do about it.</summary>
    public string Mend { get; } = mend;
}
