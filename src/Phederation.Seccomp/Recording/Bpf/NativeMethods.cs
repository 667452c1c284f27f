using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Phederation.Seccomp.Recording.Bpf;

internal static unsafe partial class NativeMethods
{
    public const int ProtectionReadWrite = 3;
    public const int MapShared = 1;

    /// <summary>bpf(2) has no wrapper in libc. The number is that of x86-64.</summary>
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static partial nint Syscall(nint number, nint command, byte* attributes, nint length);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    public static partial nint MapMemory(nint address, nuint length, int protection, int flags, SafeFileHandle file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    public static partial int UnmapMemory(nint address, nuint length);
}
