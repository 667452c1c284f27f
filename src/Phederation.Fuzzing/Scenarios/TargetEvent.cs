namespace Phederation.Fuzzing.Scenarios;

/// <summary>What can happen to a target in its life. Those of sockets need nothing but its address; the others somebody who controls it.</summary>
public enum TargetEvent
{
    /// <summary>It reads its configuration again (SIGHUP).</summary>
    Reload,

    /// <summary>It is asked to end (SIGTERM), and started again.</summary>
    Restart,

    /// <summary>It is killed (SIGKILL), and started again.</summary>
    Kill,

    /// <summary>A client sends a request a byte at a time and leaves in the middle.</summary>
    SlowSocket,

    /// <summary>A client closes its half of the connection before the answer.</summary>
    HalfClosedSocket,

    /// <summary>A client resets the connection in the middle of the answer.</summary>
    ResetSocket,

    /// <summary>More clients connect than are served at once, and send nothing.</summary>
    ManySockets,

    /// <summary>What a target stands on (its database) is restarted.</summary>
    DependencyRestart,

    /// <summary>What a target stands on is away for a few requests.</summary>
    DependencyAway,

    /// <summary>No room is left where it writes; given back before the next scenario.</summary>
    DiskFull,
}
