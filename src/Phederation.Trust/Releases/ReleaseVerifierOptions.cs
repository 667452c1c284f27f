using Phederation.Trust.Verdicts;

namespace Phederation.Trust.Releases;

/// <summary>What a verification asks of a release beyond its signatures.</summary>
public sealed record ReleaseVerifierOptions
{
    /// <summary>The gates that every image must have passed. Verdicts of other gates must be valid and passed too.</summary>
    public IReadOnlyCollection<string> RequiredGates { get; init; } = [];

    /// <summary>Whether the gates of the release's own policy are required too: <see cref="GateName.RequiredBy"/>.</summary>
    public bool RequiresGatesOfPolicy { get; init; }

    /// <summary>How far this machine's clock may be off.</summary>
    public TimeSpan ClockSkew { get; init; } = TrustDefaults.ClockSkew;
}
