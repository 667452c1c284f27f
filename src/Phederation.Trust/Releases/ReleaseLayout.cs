using Phederation.Trust.Keys;
using Phederation.Trust.Tuf;

namespace Phederation.Trust.Releases;

/// <summary>Where things are in a release folder. Every path has <c>/</c> between its parts, on each system.</summary>
public static class ReleaseLayout
{
    /// <summary>The folder of the release's own trust metadata.</summary>
    public const string ReleaseTrust = "trust/release";

    /// <summary>The delegation whose keys may sign verdicts; nothing but its keys is used.</summary>
    internal const string VerdictRole = "targets/verdicts";

    /// <summary>The metadata files of the release, none of which can be listed in what they sign.</summary>
    internal static readonly IReadOnlySet<string> OwnMetadata = new HashSet<string>
    {
        Metadata(TufRole.Root),
        Metadata(TufRole.Targets),
        Metadata(TufRole.Snapshot),
        Metadata(TufRole.Timestamp),
    };

    /// <summary>The name under which releases are signed.</summary>
    public const string Gun = TrustKeys.ReleaseGun;

    /// <summary>The folder of an image's trust metadata.</summary>
    public static string ImageTrust(string name) => $"trust/images/{name}";

    /// <summary>The folder of an image's OCI layout.</summary>
    public static string Image(string name) => $"images/{name}";

    /// <summary>An image's seccomp profile.</summary>
    public static string Profile(string name) => $"profiles/{name}/seccomp.json";

    /// <summary>The evidence for an image's seccomp profile.</summary>
    public static string Evidence(string name) => $"profiles/{name}/evidence.json";

    /// <summary>What an image is made of, in CycloneDX.</summary>
    public static string CycloneDx(string name) => $"sbom/{name}.cdx.json";

    /// <summary>What an image is made of, in SPDX.</summary>
    public static string Spdx(string name) => $"sbom/{name}.spdx.json";

    /// <summary>How an image came to be, as SLSA provenance.</summary>
    public static string Provenance(string name) => $"provenance/{name}.slsa.json";

    /// <summary>Whether the file is one that can't be listed in <c>release.json</c>: itself and what signs it.</summary>
    internal static bool IsOwn(string path) => path == ReleaseManifest.FileName || OwnMetadata.Contains(path);

    /// <summary>A path of the release on this system.</summary>
    internal static string OnDisk(string folder, string path) => Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));

    internal static string Metadata(string role) => $"{ReleaseTrust}/{role}.json";
}
