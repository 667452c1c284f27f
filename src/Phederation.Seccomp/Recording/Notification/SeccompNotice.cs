using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Phederation.Seccomp.Recording.Notification;

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

    [InlineArray(6)]
    internal struct ArgumentList
    {
        private ulong _first;
    }
}
