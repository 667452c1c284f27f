using Phederation.Seccomp;
using Phederation.Seccomp.Profiles;

namespace Phederation.Benchmarks.Seccomp;

/// <summary>How many syscalls the profile allows, beside the engine's default profile.</summary>
internal static class SyscallCount
{
    /// <summary>Names that moby's default profile of 20.10 allows on x86-64 without a capability (counted in its source).</summary>
    private const int EngineDefault = 286;

    public static void Print(string root, BenchmarkSubject subject)
    {
        Figures.Single("syscalls allowed by our profile", $"{subject.Profile.AllowedNames.Count}", "aim ≤ 100");
        var reference = Path.GetFullPath(Path.Combine(root, "..", "shared", "data", "seccomp", "moby-default-20.10.24.json"));
        var standard = File.Exists(reference)
            ? SeccompProfile.ParseUtf8(File.ReadAllBytes(reference), reference).AllowedNames.Count(IsOfThisMachine)
            : EngineDefault;
        Figures.Single("syscalls allowed by the engine's default profile", $"{standard}", "for comparison");
    }

    /// <summary>The default profile names calls of every architecture.</summary>
    private static bool IsOfThisMachine(string name) => SyscallTable.For(SyscallAbi.X8664).NumberOf(name) is not null;
}
