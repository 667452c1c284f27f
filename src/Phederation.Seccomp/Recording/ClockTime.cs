using System.Runtime.InteropServices;

namespace Phederation.Seccomp.Recording;

/// <summary>The C library's timespec on x86-64.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ClockTime
{
    private const ulong NanosecondsPerSecond = 1_000_000_000;

    public long Seconds;
    public long Nanoseconds;

    public readonly ulong TotalNanoseconds => ((ulong)Seconds * NanosecondsPerSecond) + (ulong)Nanoseconds;
}
