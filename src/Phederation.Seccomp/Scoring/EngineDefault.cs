using System.Collections.Frozen;

namespace Phederation.Seccomp.Scoring;

/// <summary>
/// What an unprivileged container can call on x86-64 under the profile that engines have built in: the ground that a profile is measured against.
/// Source: moby, profiles/seccomp/default.json, June 2026.
/// </summary>
public static class EngineDefault
{
    /// <summary>The calls, each with the arguments that it is allowed for, or an empty text for all of them.</summary>
    public static IReadOnlyDictionary<string, string> Calls { get; } =
        FactTable
            .Read("default", columns: 2)
            .ToFrozenDictionary(row => row[0], row => row.Length > 1 ? row[1] : "", StringComparer.Ordinal);
}
