namespace Phederation.Seccomp.Profiles;

/// <summary>What a filter does with a call.</summary>
public enum SeccompAction
{
    /// <summary><c>SCMP_ACT_ALLOW</c>: the call is made.</summary>
    Allow,

    /// <summary><c>SCMP_ACT_LOG</c>: the call is made and logged.</summary>
    Log,

    /// <summary><c>SCMP_ACT_ERRNO</c>: the call is not made and answers an error number.</summary>
    Errno,

    /// <summary><c>SCMP_ACT_NOTIFY</c>: a supervisor answers.</summary>
    Notify,

    /// <summary><c>SCMP_ACT_TRACE</c>: a tracer decides.</summary>
    Trace,

    /// <summary><c>SCMP_ACT_TRAP</c>: the caller gets SIGSYS.</summary>
    Trap,

    /// <summary><c>SCMP_ACT_KILL_PROCESS</c>.</summary>
    KillProcess,

    /// <summary><c>SCMP_ACT_KILL_THREAD</c>, of old <c>SCMP_ACT_KILL</c>. Never made here: in the runtime's init it hangs the container's start.</summary>
    KillThread,
}
