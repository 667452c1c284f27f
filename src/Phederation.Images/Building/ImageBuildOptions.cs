namespace Phederation.Images.Building;

/// <summary>Where and how images are built.</summary>
public sealed record ImageBuildOptions
{
    /// <summary>The folder for packages, lists and records of what was built; kept between builds, shared by builds of several checkouts.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>
    /// Resolves the packages of all images anew and rewrites the lock file before the first image is built. Without it, only the locked
    /// packages are taken.
    /// </summary>
    public bool UpdateLock { get; init; }

    /// <summary>What a build by the engine is held to.</summary>
    public BuildLimits Limits { get; init; } = new();
}
