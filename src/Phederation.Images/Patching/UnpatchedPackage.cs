namespace Phederation.Images.Patching;

/// <summary>A package of an image that has a newer version in the distribution.</summary>
public sealed record UnpatchedPackage
{
    /// <summary>The binary package's name.</summary>
    public required string Name { get; init; }

    /// <summary>The source package's name.</summary>
    public required string Source { get; init; }

    /// <summary>The version in the image.</summary>
    public required string Installed { get; init; }

    /// <summary>The version that the distribution serves.</summary>
    public required string Candidate { get; init; }

    /// <summary>Whether the distribution serves it among its security updates.</summary>
    public required bool FromSecurity { get; init; }

    /// <summary>The CVE ids that the changelog names between the two versions.</summary>
    public IReadOnlyList<string> Cves { get; init; } = [];

    /// <summary>The highest urgency between the two versions; empty when it is not known.</summary>
    public string Urgency { get; init; } = "";

    /// <summary>
    /// When the first of the missed versions was made: since then a patch could have been taken. Null when no changelog says it.
    /// </summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>How many versions were missed; 0 when no changelog says it.</summary>
    public int MissedVersions { get; init; }

    /// <summary>Whether the changelog reaches back to the installed version, so that no CVE id is missing.</summary>
    public bool IsHistoryComplete { get; init; }

    /// <summary>Whether it mends a security hole: it comes from the security updates, or names CVE ids (point releases take those over).</summary>
    public bool IsSecurity => FromSecurity || Cves.Count > 0;

    /// <summary>The whole days since <see cref="Since"/>; null when that is not known.</summary>
    public int? AgeDays(DateTimeOffset now) => Since is { } since ? Math.Max(0, (int)(now - since).TotalDays) : null;
}
