using System.Collections.Frozen;

namespace Phederation.Seccomp.Synthesis;

/// <summary>What is known of a call's danger.</summary>
public static class SyscallRisk
{
    private static readonly FrozenDictionary<string, string[]> Vulnerabilities = FactTable
        .Read("cves", columns: 64)
        .ToFrozenDictionary(row => row[0], row => row[1..], StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, RiskTier> Tiers = FactTable
        .Read("risk", columns: 2)
        .ToFrozenDictionary(row => row[0], row => Enum.Parse<RiskTier>(row[1], ignoreCase: true), StringComparer.Ordinal);

    /// <summary>The calls that no container of ours makes, each with the reason: what the policy starts from.</summary>
    public static IReadOnlyDictionary<string, string> NeverAllowed { get; } =
        FactTable.Read("never", columns: 2).ToFrozenDictionary(row => row[0], row => row[1], StringComparer.Ordinal);

    /// <summary>The calls that a service may be said to need for its start alone.</summary>
    public static IReadOnlySet<string> StartupOnly { get; } =
        FactTable.Read("startup", columns: 2).Select(row => row[0]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The call's tier.</summary>
    public static RiskTier TierOf(string name) => NeverAllowed.ContainsKey(name) ? RiskTier.Never : Tiers.GetValueOrDefault(name);

    /// <summary>Published kernel vulnerabilities that are reached through the call.</summary>
    public static IReadOnlyList<string> VulnerabilitiesOf(string name) => Vulnerabilities.GetValueOrDefault(name, []);
}
