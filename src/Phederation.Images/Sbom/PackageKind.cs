namespace Phederation.Images.Sbom;

/// <summary>Where a package of an image comes from.</summary>
public enum PackageKind
{
    /// <summary>A Debian package.</summary>
    Debian,

    /// <summary>A NuGet package of a .NET program.</summary>
    NuGet,

    /// <summary>An npm package.</summary>
    Npm,
}
