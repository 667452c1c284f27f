namespace Phederation.Images.Patching;

/// <summary>How long an available patch may be missing from an image, and what is waived: <c>images/patch-policy.toml</c>.</summary>
public sealed record PatchPolicy
{
    /// <summary>How long a security update may be available, in days.</summary>
    public required int SecurityMaxAgeDays { get; init; }

    /// <summary>How long another update may be available, in days.</summary>
    public required int OtherMaxAgeDays { get; init; }

    /// <summary>Whether a release of the distribution that only its long-term team still mends is supported.</summary>
    public required bool CountsLongTermSupport { get; init; }

    /// <summary>Whether a package whose security support has ended is refused.</summary>
    public required bool RefusesEndedSupport { get; init; }

    /// <summary>What people decided to live with for a time.</summary>
    public IReadOnlyList<PatchWaiver> Waivers { get; init; } = [];
}
