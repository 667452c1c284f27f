using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Phederation.Seccomp.Notification;

/// <summary>A call that waits for its listener: <c>struct seccomp_notif</c> of linux/seccomp.h, 80 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SeccompNotice
{
    /// <summary>The kernel's number of this waiting call.</summary>
    public ulong Id;

    /// <summary>The calling thread, in the listener's own process name space.</summary>
    public uint Thread;
    public uint Flags;
    public int Number;
    public uint Architecture;
    public ulong InstructionPointer;
    public ArgumentList Arguments;

    // AUDIT_ARCH_I386 and AUDIT_ARCH_AARCH64 of linux/audit.h.
    private const uint ArchitectureI386 = 0x4000_0003;
    private const uint ArchitectureArm64 = 0xC000_00B7;

    /// <summary>The ABI, and the number in it.</summary>
    public readonly (SyscallAbi Abi, uint Number) Call =>
        Architecture switch
        {
            ArchitectureI386 => (SyscallAbi.I386, (uint)Number),
            ArchitectureArm64 => (SyscallAbi.Aarch64, (uint)Number),
            _ when ((uint)Number & SyscallAbis.X32Bit) != 0 => (SyscallAbi.X32, (uint)Number & ~SyscallAbis.X32Bit),
            _ => (SyscallAbi.X8664, (uint)Number),
        };

    [InlineArray(6)]
    internal struct ArgumentList
    {
        private ulong _first;
    }
}
