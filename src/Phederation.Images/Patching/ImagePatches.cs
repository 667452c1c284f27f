namespace Phederation.Images.Patching;

/// <summary>What is known of the patches of one image.</summary>
public sealed record ImagePatches
{
    /// <summary>The image's name in the catalogue, or the reference that was given.</summary>
    public required string Name { get; init; }

    /// <summary>Repository and tag, or the reference that was given.</summary>
    public required string Reference { get; init; }

    /// <summary>The image's ID.</summary>
    public required string ImageId { get; init; }

    /// <summary>The distribution for people.</summary>
    public required string Distribution { get; init; }

    /// <summary>How long its release is supported.</summary>
    public required ReleaseSupport Release { get; init; }

    /// <summary>How many packages the image holds.</summary>
    public required int PackageCount { get; init; }

    /// <summary>The packages that have a newer version.</summary>
    public required IReadOnlyList<UnpatchedPackage> Unpatched { get; init; }

    /// <summary>The packages whose support ended, will end early, or is limited.</summary>
    public required IReadOnlyList<SupportFinding> Support { get; init; }

    /// <summary>The packages that the distribution does not serve: nobody can say whether they are patched.</summary>
    public required IReadOnlyList<string> Unserved { get; init; }

    /// <summary>How many CVE ids are open in it, each counted once.</summary>
    public int CveCount => Unpatched.SelectMany(package => package.Cves).Distinct().Count();
}
