namespace Phederation.Processes;

/// <summary>A signal that a program can be sent. The numbers are those of Linux, the same on x86-64 and arm64 (signal(7)).</summary>
public enum ProcessSignal
{
    /// <summary>SIGHUP: servers read their configuration again.</summary>
    Hangup = 1,

    /// <summary>SIGINT: what Ctrl-C sends.</summary>
    Interrupt = 2,

    /// <summary>SIGKILL: the end, at once and unseen.</summary>
    Kill = 9,

    /// <summary>SIGUSR1.</summary>
    User1 = 10,

    /// <summary>SIGUSR2.</summary>
    User2 = 12,

    /// <summary>SIGTERM: the polite request to end.</summary>
    Terminate = 15,
}
