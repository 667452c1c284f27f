using Phederation.Containers.Hardening;
using Phederation.Containers.Oci;

namespace Phederation.Trust.Releases;

/// <summary>An image of a verified release. Every value was signed, and every file compared with it.</summary>
public sealed class VerifiedImage
{
    private readonly ReleaseImage _image;

    internal VerifiedImage(string folder, ReleaseImage image, byte[] profile, ImageManifest manifest, ImageConfig config)
    {
        _image = image;
        ProfileBytes = profile;
        Manifest = manifest;
        Config = config;
        LayoutFolder = ReleaseLayout.OnDisk(folder, image.Layout);
        ManifestDigest = Digest.Parse(image.ManifestDigest);
        ConfigDigest = Digest.Parse(image.ConfigDigest);
    }

    /// <summary>The image's short name.</summary>
    public string Name => _image.Name;

    /// <summary>What it is for, one of <see cref="ReleaseImage"/>'s roles as the release states it.</summary>
    public string Role => _image.Role;

    /// <summary>The image as people know it, without a registry: <c>honeur/postgres:1.0</c>. Nothing may be run by it.</summary>
    public string Reference => $"{_image.Repository}:{_image.Tag}";

    /// <summary>The repository as it was signed, with its registry.</summary>
    public string Gun => _image.Gun;

    /// <summary>The manifest's digest: the image's ID in engines with containerd's store.</summary>
    public Digest ManifestDigest { get; }

    /// <summary>The configuration's digest: the image's ID in all other engines.</summary>
    public Digest ConfigDigest { get; }

    /// <summary>What the manifest says.</summary>
    public ImageManifest Manifest { get; }

    /// <summary>What the configuration says.</summary>
    public ImageConfig Config { get; }

    /// <summary>The absolute path of the OCI layout.</summary>
    public string LayoutFolder { get; }

    /// <summary>The limits, mounts, ports and secrets that it was proved under.</summary>
    public RuntimeContract Runtime => _image.Runtime;

    /// <summary>The seccomp profile: the very bytes that were verified. The file may change after.</summary>
    public ReadOnlyMemory<byte> ProfileBytes { get; }

    /// <summary>The digest of the profile.</summary>
    public Digest ProfileDigest => Digest.Sha256(ProfileBytes.Span);
}
