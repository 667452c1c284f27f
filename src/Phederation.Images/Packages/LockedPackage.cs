namespace Phederation.Images.Packages;

/// <summary>One Debian package of the lock file: the only bytes that may enter the images that name it.</summary>
/// <param name="Name">The binary package's name.</param>
/// <param name="Version">Its whole version with epoch and revision.</param>
/// <param name="Architecture">The package's own architecture: <c>amd64</c> or <c>all</c>.</param>
/// <param name="Sha256">The SHA-256 of the <c>.deb</c> in lower-case hex, as the distribution's signed index states it.</param>
/// <param name="Images">The images that install it, sorted. Images on top of those have it from their base.</param>
public sealed record LockedPackage(string Name, string Version, string Architecture, string Sha256, IReadOnlyList<string> Images)
{
    /// <summary>The images for which its tools are used while they are built, sorted; nothing of it gets into them.</summary>
    public IReadOnlyList<string> BuildImages { get; init; } = [];
}
