namespace Phederation.Seccomp.Recording.Bpf;

/// <summary>The kernel refused a bpf(2) command.</summary>
internal sealed class BpfException(string command, int errno, string log) : Exception($"bpf({command}) answered errno {errno}{Tail(log)}")
{
    private const int LongestTail = 600;

    public int Errno { get; } = errno;

    /// <summary>What the verifier said, for a program that it refused.</summary>
    public string Log { get; } = log;

    private static string Tail(string log) =>
        log.Length == 0 ? "" : ": …" + log[Math.Max(0, log.Length - LongestTail)..].ReplaceLineEndings(" | ");
}
