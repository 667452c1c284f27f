using Phederation.Trust.Verdicts;

namespace Phederation.Trust.Releases;

/// <summary>A release whose every part was verified. It can only come from a verification.</summary>
public sealed class VerifiedRelease
{
    internal VerifiedRelease(
        string folder,
        ReleaseManifest manifest,
        IReadOnlyList<VerifiedImage> images,
        IReadOnlyList<Verdict> verdicts,
        TrustVersions versions,
        DateTimeOffset expires
    )
    {
        Folder = folder;
        Manifest = manifest;
        Images = images;
        Verdicts = verdicts;
        Versions = versions;
        Expires = expires;
    }

    /// <summary>The release folder's absolute path.</summary>
    public string Folder { get; }

    /// <summary>What <c>release.json</c> says.</summary>
    public ReleaseManifest Manifest { get; }

    /// <summary>The images, in the order of <c>release.json</c>.</summary>
    public IReadOnlyList<VerifiedImage> Images { get; }

    /// <summary>The verdicts.</summary>
    public IReadOnlyList<Verdict> Verdicts { get; }

    /// <summary>The metadata versions to remember once the release is in use: older ones are refused from then on.</summary>
    public TrustVersions Versions { get; }

    /// <summary>From when on the release is refused.</summary>
    public DateTimeOffset Expires { get; }
}
