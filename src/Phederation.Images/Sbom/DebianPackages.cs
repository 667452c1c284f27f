using Phederation.Images.Contents;
using Phederation.Images.Installed;

namespace Phederation.Images.Sbom;

/// <summary>The Debian packages of an image as parts of its bill.</summary>
internal static class DebianPackages
{
    private const string DocFolder = "usr/share/doc/";

    /// <summary>Whether a file is read here, so that its bytes must be kept.</summary>
    public static bool Keeps(string path) =>
        path.StartsWith(DocFolder, StringComparison.Ordinal) && path.EndsWith("/copyright", StringComparison.Ordinal);

    /// <summary>Reads them.</summary>
    public static PackageSet Read(ImageContents contents, string image, OsRelease? release)
    {
        var installed = InstalledPackages.Read(contents, image);
        var distribution = release is { Id.Length: > 0 } ? $"{release.Id}-{release.VersionId}".TrimEnd('-') : "";
        string PurlOf(InstalledPackage package) => PackageUrl.Debian(package.Name, package.Version, package.Architecture, distribution);

        var byName = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var package in installed)
        {
            byName.TryAdd(package.Name, PurlOf(package));
        }

        foreach (var package in installed)
        {
            foreach (var name in package.Provides)
            {
                byName.TryAdd(name, PurlOf(package));
            }
        }

        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var package in installed)
        {
            foreach (var file in package.Files)
            {
                owners.TryAdd(file, PurlOf(package));
            }
        }

        return new PackageSet([.. installed.Select(package => Of(contents, package, PurlOf(package), byName))], owners);
    }

    private static BillPackage Of(ImageContents contents, InstalledPackage package, string purl, Dictionary<string, string> byName) =>
        new()
        {
            Kind = PackageKind.Debian,
            Name = package.Name,
            Version = package.Version,
            Purl = purl,
            Licence = Copyright(contents, package.Name) is { } copyright ? CopyrightFile.Expression(copyright) : null,
            Supplier = Supplier.Parse(package.Maintainer),
            Source = (package.Source, package.SourceVersion),
            Summary = package.Summary,
            Homepage = package.Homepage,

            // Of alternatives, the first that the image holds; what it leaves out is no part of it.
            DependsOn =
            [
                .. package
                    .Needs.Select(names => names.Select(byName.GetValueOrDefault).FirstOrDefault(found => found is not null))
                    .OfType<string>()
                    .Where(other => other != purl)
                    .Distinct()
                    .Order(StringComparer.Ordinal),
            ],
        };

    // The folder of a package may be a link to that of another one of the same source.
    private static byte[]? Copyright(ImageContents contents, string package)
    {
        var folder = DocFolder + package;
        if (contents.Find(folder) is { Kind: ContentKind.SymbolicLink, LinkTarget: { } target })
        {
            folder = LayerPaths.Follow(folder, target);
        }

        return contents.Bytes(folder + "/copyright");
    }
}
