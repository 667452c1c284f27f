using Phederation.Seccomp.Profiles;

namespace Phederation.Seccomp.Filters;

/// <summary>Reads what a filter returns (linux/seccomp.h).</summary>
public static class FilterVerdict
{
    /// <summary>The verdict of a returned value.</summary>
    public static SyscallVerdict Of(uint returned) =>
        (returned & 0xffff0000) switch
        {
            0x7fff0000 => new SyscallVerdict(SeccompAction.Allow, 0),
            0x7ffc0000 => new SyscallVerdict(SeccompAction.Log, 0),
            0x7ff00000 => new SyscallVerdict(SeccompAction.Trace, 0),
            0x7fc00000 => new SyscallVerdict(SeccompAction.Notify, 0),
            0x00050000 => new SyscallVerdict(SeccompAction.Errno, returned & 0xffff),
            0x00030000 => new SyscallVerdict(SeccompAction.Trap, 0),
            0x80000000 => new SyscallVerdict(SeccompAction.KillProcess, 0),
            // What the kernel doesn't know ends the thread too.
            _ => new SyscallVerdict(SeccompAction.KillThread, 0),
        };
}
