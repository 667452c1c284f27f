namespace Phederation.Seccomp.Recording;

/// <summary>Who made a call first, as the host sees it.</summary>
/// <param name="ProcessId">The process (thread group) id in the host's namespace.</param>
/// <param name="ThreadId">The thread id in the host's namespace.</param>
/// <param name="Process">The name of the process: that of its first thread (at most 15 bytes).</param>
/// <param name="Thread">The name of the calling thread (at most 15 bytes).</param>
/// <param name="Nanoseconds">The kernel's monotonic clock at the call.</param>
public sealed record CallWitness(int ProcessId, int ThreadId, string Process, string Thread, ulong Nanoseconds);
