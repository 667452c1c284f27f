namespace Phederation.Seccomp.Synthesis;

/// <summary>Why a profile allows a call.</summary>
public enum SyscallOrigin
{
    /// <summary>The program made it under the workload.</summary>
    Observed,

    /// <summary>The container runtime makes it before the program starts.</summary>
    Runtime,

    /// <summary>The program's libc may make it instead of, or after, an observed one.</summary>
    Sibling,
}
