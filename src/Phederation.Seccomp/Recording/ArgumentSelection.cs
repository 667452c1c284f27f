using System.Collections.Frozen;

namespace Phederation.Seccomp.Recording;

/// <summary>
/// Which arguments of which calls are recorded: scalars that decide what a call can do. Pointers can't be filtered by seccomp (so
/// nothing is known of <c>clone3</c> and <c>openat2</c>, whose flags are in memory), and open sets such as lengths tell nothing.
/// </summary>
public static class ArgumentSelection
{
    private static readonly FrozenDictionary<string, int[]> Selected = new Dictionary<string, int[]>(StringComparer.Ordinal)
    {
        ["arch_prctl"] = [0],
        ["bpf"] = [0],
        ["clone"] = [0],
        ["fcntl"] = [1],
        ["fcntl64"] = [1],
        ["ioctl"] = [1],
        ["keyctl"] = [0],
        ["madvise"] = [2],
        ["mmap"] = [2],
        ["mmap2"] = [2],
        ["mprotect"] = [2],
        ["personality"] = [0],
        ["pkey_mprotect"] = [2],
        ["prctl"] = [0],
        ["ptrace"] = [0],
        ["seccomp"] = [0],
        ["setns"] = [1],
        ["setsockopt"] = [1, 2],
        ["socket"] = [0, 1, 2],
        ["socketcall"] = [0],
        ["socketpair"] = [0, 1, 2],
        ["unshare"] = [0],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names of the calls whose arguments are recorded, in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Selected.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The indexes (0–5, ascending) of the call's recorded arguments; empty for a call of which none is.</summary>
    public static IReadOnlyList<int> IndexesOf(string name) =>
        // The old i386 mmap takes one pointer to a block of six: its scalars are out of reach; i386 programs use mmap2.
        Selected.GetValueOrDefault(name, []);
}
