using System.Runtime.InteropServices;

namespace Phederation.Seccomp.Recording;

internal static partial class NativeMethods
{
    public const int CurrentFolder = -100;
    public const uint WantInode = 0x100;

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int FileStatus(int folder, string path, int flags, uint mask, out StatxStatus status);

    [LibraryImport("libc", EntryPoint = "rmdir", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int RemoveFolder(string path);
}
