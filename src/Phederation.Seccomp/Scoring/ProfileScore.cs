using Phederation.Seccomp.Profiles;
using Phederation.Seccomp.Synthesis;

namespace Phederation.Seccomp.Scoring;

/// <summary>
/// What a profile leaves to an attacker who runs code in the container, in figures that can be compared: calls, how dangerous they are, and
/// which published kernel vulnerabilities are reached through them.
/// </summary>
/// <param name="Names">The calls that can be made, with any or with some arguments.</param>
/// <param name="Restricted">Those of them that can be made with some arguments only.</param>
/// <param name="ByRisk">How many of the calls are of each tier; every tier is there.</param>
/// <param name="Vulnerabilities">The vulnerabilities, each once, in ordinal order. One that only certain arguments reach counts all the same.</param>
/// <param name="Surface">
/// The weighed number of calls: 1 for low, 3 for moderate, 10 for high, 30 for never; half of it where arguments are restricted. A judgement
/// for comparing, not a measure.
/// </param>
public sealed record ProfileScore(
    int Names,
    int Restricted,
    IReadOnlyDictionary<RiskTier, int> ByRisk,
    IReadOnlyList<string> Vulnerabilities,
    double Surface
)
{
    /// <summary>The score of the engine's built-in profile.</summary>
    public static ProfileScore Default { get; } =
        Of(EngineDefault.Calls.Keys, EngineDefault.Calls.Where(call => call.Value.Length > 0).Select(call => call.Key));

    /// <summary>All vulnerabilities that are known of, by any call.</summary>
    public static int KnownVulnerabilities { get; } =
        SyscallTable.For(SyscallAbi.X8664).Names.SelectMany(SyscallRisk.VulnerabilitiesOf).Distinct(StringComparer.Ordinal).Count();

    /// <summary>The score of a profile on x86-64.</summary>
    public static ProfileScore Of(SeccompProfile profile)
    {
        var allowing = profile.Rules.Where(rule => rule.Verdict.IsAllowed).ToList();
        var plain = allowing.Where(rule => rule.Arguments.Count == 0).SelectMany(rule => rule.Names).ToHashSet(StringComparer.Ordinal);
        return Of(profile.AllowedNames, profile.AllowedNames.Where(name => !plain.Contains(name)));
    }

    private static ProfileScore Of(IEnumerable<string> names, IEnumerable<string> restricted)
    {
        // A profile may name calls that this machine's kernel doesn't have.
        var known = names.Where(name => SyscallTable.For(SyscallAbi.X8664).NumberOf(name) is not null).ToList();
        var some = restricted.ToHashSet(StringComparer.Ordinal);
        return new ProfileScore(
            known.Count,
            known.Count(some.Contains),
            Enum.GetValues<RiskTier>().ToDictionary(tier => tier, tier => known.Count(name => SyscallRisk.TierOf(name) == tier)),
            [.. known.SelectMany(SyscallRisk.VulnerabilitiesOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            known.Sum(name => Weight(SyscallRisk.TierOf(name)) * (some.Contains(name) ? 0.5 : 1))
        );
    }

    private static double Weight(RiskTier tier) =>
        tier switch
        {
            RiskTier.Low => 1,
            RiskTier.Moderate => 3,
            RiskTier.High => 10,
            _ => 30,
        };
}
