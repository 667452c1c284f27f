namespace Phederation.Seccomp;

/// <summary>A calling convention of the kernel: each numbers its syscalls in its own way.</summary>
public enum SyscallAbi
{
    /// <summary>64-bit x86.</summary>
    X8664 = 0,

    /// <summary>32-bit x86, also reached from a 64-bit program by <c>int 0x80</c>.</summary>
    I386 = 1,

    /// <summary>64-bit x86 with 32-bit pointers; its numbers carry bit 30 at the kernel's gate.</summary>
    X32 = 2,

    /// <summary>64-bit ARM.</summary>
    Aarch64 = 3,
}
