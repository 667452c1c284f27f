namespace Phederation.Seccomp.Recording.Bpf;

/// <summary>What the programs remember of a task.</summary>
[Flags]
internal enum TaskState
{
    None = 0,

    /// <summary>It is inside a call that passed the filter: its next exit is no denial.</summary>
    InCall = 1,

    /// <summary>It is the container runtime's: it loaded the filter itself and has not exec'd the container's program yet.</summary>
    Runtime = 2,

    /// <summary>Its kill by the filter is already counted.</summary>
    KillCounted = 4,
}
