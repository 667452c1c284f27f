using System.Globalization;
using Phederation.Containers.Engine;
using Phederation.Images.Contents;
using Phederation.Images.Installed;

namespace Phederation.Images.Sbom;

/// <summary>Makes the bill of an image from what lies in it: nothing is taken from what the build meant to put there.</summary>
public static class BillReader
{
    /// <summary>Reads an image on an engine.</summary>
    /// <param name="engine">The engine that has it.</param>
    /// <param name="imageId">Its ID.</param>
    /// <param name="reference">Repository and tag for the bill and for messages.</param>
    /// <param name="programs">The .NET programs of the checkout that were built into it.</param>
    /// <param name="workFolder">Where large files go for a moment.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ImageException">The engine has no such image, or it or a file in it is malformed.</exception>
    public static async Task<BillOfMaterials> ReadAsync(
        EngineClient engine,
        string imageId,
        string reference,
        IReadOnlyList<ProgramLock> programs,
        string workFolder,
        CancellationToken cancellationToken
    )
    {
        var request = new ContentRequest
        {
            Keeps = path =>
                InstalledPackages.Keeps(path) || DebianPackages.Keeps(path) || NuGetPackages.Keeps(path) || NpmPackages.Keeps(path),
            Hashes = true,
            WorkFolder = workFolder,
        };
        return Of(await ImageContentReader.ReadAsync(engine, imageId, request, cancellationToken), reference, programs);
    }

    private static BillOfMaterials Of(ImageContents contents, string reference, IReadOnlyList<ProgramLock> programs)
    {
        var release = OsRelease.Read(contents);
        PackageSet[] sets =
        [
            DebianPackages.Read(contents, reference, release),
            NuGetPackages.Read(contents, reference, programs),
            NpmPackages.Read(contents, reference),
        ];
        var (name, version) = Split(reference);
        return new BillOfMaterials
        {
            Name = name,
            Version = version,
            ImageId = contents.ImageId,
            Created = Time(contents.Config.Created),
            Architecture = contents.Config.Architecture,
            Licence =
                contents.Config.Config?.Labels?.GetValueOrDefault("org.opencontainers.image.licenses") is { } licence
                && LicenceExpression.IsOne(licence)
                    ? licence
                    : null,
            Distribution = release,
            Packages =
            [
                .. sets.SelectMany(set => set.Packages)
                    .DistinctBy(package => package.Purl)
                    .OrderBy(package => package.Purl, StringComparer.Ordinal),
            ],
            Files =
            [
                .. contents
                    .Entries.Where(entry => entry.Kind == ContentKind.File)
                    .Select(entry => new BillFile(entry.Path, entry.Length, entry.Sha256!, entry.Sha1!, OwnerOf(sets, entry.Path))),
            ],
        };
    }

    private static string? OwnerOf(PackageSet[] sets, string path) =>
        sets.Select(set => set.Owners.GetValueOrDefault(path)).FirstOrDefault(owner => owner is not null);

    private static DateTimeOffset Time(string? created) =>
        DateTimeOffset.TryParse(created, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds())
            : DateTimeOffset.UnixEpoch;

    private static (string Name, string Version) Split(string reference)
    {
        var colon = reference.LastIndexOf(':');
        return reference.StartsWith("sha256:", StringComparison.Ordinal) || colon <= reference.LastIndexOf('/')
            ? (reference, "")
            : (reference[..colon], reference[(colon + 1)..]);
    }
}
