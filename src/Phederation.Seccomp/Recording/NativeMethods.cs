using System.Runtime.InteropServices;

namespace Phederation.Seccomp.Recording;

internal static partial class NativeMethods
{
    public const int CurrentFolder = -100;
    public const uint WantInode = 0x100;

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int FileStatus(int folder, string path, int flags, uint mask, out StatxStatus status);

    /// <summary>CLOCK_BOOTTIME: what the kernel writes down of a task's birth.</summary>
    public const int ClockSinceBoot = 7;

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    public static partial int ReadClock(int clock, out ClockTime time);

    [LibraryImport("libc", EntryPoint = "rmdir", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int RemoveFolder(string path);
}
