namespace Phederation.Seccomp.Synthesis;

/// <summary>Why a call is allowed, and what that means: one line of the review.</summary>
/// <param name="Name">The call.</param>
/// <param name="Origin">Where the need comes from.</param>
/// <param name="Why">The first witness, or the reason in words.</param>
/// <param name="Phases">The phases it was seen in; empty unless observed.</param>
/// <param name="Count">How often it was seen.</param>
/// <param name="Risk">How much it opens up.</param>
/// <param name="Vulnerabilities">Published kernel vulnerabilities reached through it.</param>
/// <param name="ArgumentRule">How its arguments are restricted, or null.</param>
public sealed record SyscallReason(
    string Name,
    SyscallOrigin Origin,
    string Why,
    IReadOnlyList<string> Phases,
    ulong Count,
    RiskTier Risk,
    IReadOnlyList<string> Vulnerabilities,
    string? ArgumentRule
)
{
    /// <summary>Whether it was seen only until the service was healthy: under a supervisor it is taken away then.</summary>
    public bool IsStartupOnly { get; init; }
}
