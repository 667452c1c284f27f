using Phederation.Containers.Engine;
using Phederation.Images.Contents;
using Phederation.Images.Installed;

namespace Phederation.Images.Patching;

/// <summary>The packages of one image whose patches can be judged.</summary>
/// <param name="Subject">What was asked for.</param>
/// <param name="ImageId">The image's ID.</param>
/// <param name="Architecture">Its architecture.</param>
/// <param name="Release">Its distribution.</param>
/// <param name="Packages">Its packages.</param>
internal sealed record PackageInventory(
    PatchSubject Subject,
    string ImageId,
    string Architecture,
    OsRelease Release,
    IReadOnlyList<InstalledPackage> Packages
)
{
    /// <summary>Reads an image on an engine.</summary>
    /// <exception cref="ImageException">It is no image of Debian, or holds no record of its packages: it can't be judged.</exception>
    public static async Task<PackageInventory> ReadAsync(EngineClient engine, PatchSubject subject, CancellationToken cancellationToken)
    {
        var request = new ContentRequest { Keeps = InstalledPackages.Keeps };
        var contents = await ImageContentReader.ReadAsync(engine, subject.ImageId, request, cancellationToken);
        var release = OsRelease.Read(contents);
        if (release is not { Id: "debian", Codename.Length: > 0 } || !PackageNames.IsName(release.Codename))
        {
            throw Unjudgeable(
                subject,
                release is null
                    ? "it does not say which distribution it is of (etc/os-release)"
                    : $"it is of '{release.Id}', only a release of Debian can be judged"
            );
        }

        var packages = InstalledPackages.Read(contents, subject.Reference);
        return packages.Count == 0
            ? throw Unjudgeable(subject, "it holds no record of its packages (/var/lib/dpkg/status or status.d)")
            : new PackageInventory(subject, contents.ImageId.ToString(), contents.Config.Architecture, release, packages);
    }

    private static ImageException Unjudgeable(PatchSubject subject, string why) =>
        new(ImageFault.MalformedImage, $"{subject.Reference}: its patches can't be judged: {why}");
}
