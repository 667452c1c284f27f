using System.Runtime.InteropServices;

namespace Phederation.Seccomp.Recording;

/// <summary><c>struct statx</c>, of which only the inode number is read.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct StatxStatus
{
    [FieldOffset(32)]
    public ulong Inode;
}
