namespace Phederation.Seccomp.Recording;

/// <summary>This machine, kernel or account can't record syscalls.</summary>
public sealed class RecorderUnavailableException : Exception
{
    /// <summary>Says why, and what would mend it.</summary>
    public RecorderUnavailableException(string reason, string mend, Exception? innerException = null)
        : base($"Syscalls can't be recorded: {reason}. {mend}", innerException)
    {
        Reason = reason;
        Mend = mend;
    }

    /// <summary>What is missing.</summary>
    public string Reason { get; }

    /// <summary>What to do about it: a whole sentence.</summary>
    public string Mend { get; }
}
