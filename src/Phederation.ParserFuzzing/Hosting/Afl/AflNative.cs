using System.Runtime.InteropServices;

namespace Phederation.ParserFuzzing.Hosting.Afl;

/// <summary>The calls of the C library that the fork server's protocol needs: its pipes are file descriptors with fixed numbers.</summary>
internal static unsafe partial class AflNative
{
    [LibraryImport("libc", EntryPoint = "shmat", SetLastError = true)]
    public static partial nint Attach(int id, nint address, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, void* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, void* bytes, nint count);
}
