using System.Text;
using Phederation.Images.Contents;
using Phederation.Images.FileSystem;

namespace Phederation.Images.Installed;

/// <summary>Reads which Debian packages an image holds, from the image itself, and which of its files are whose.</summary>
public static class InstalledPackages
{
    private const string Status = "var/lib/dpkg/status";
    private const string StatusFolder = "var/lib/dpkg/status.d/";
    private const string InfoFolder = "var/lib/dpkg/info/";

    /// <summary>Whether a file is read here, so that its bytes must be kept.</summary>
    public static bool Keeps(string path) =>
        path == Status
        || OsRelease.Paths.Contains(path)
        || path.StartsWith(StatusFolder, StringComparison.Ordinal)
        || (path.StartsWith(InfoFolder, StringComparison.Ordinal) && path.EndsWith(".list", StringComparison.Ordinal));

    /// <summary>The packages in the order of their names.</summary>
    /// <param name="contents">The image.</param>
    /// <param name="image">Its name for messages.</param>
    /// <exception cref="ImageException">A status file is malformed.</exception>
    public static IReadOnlyList<InstalledPackage> Read(ImageContents contents, string image)
    {
        var packages = new Dictionary<(string, string), InstalledPackage>();
        foreach (var file in contents.Entries.Where(entry => IsStatus(entry.Path) && entry.Bytes is not null))
        {
            foreach (var package in DpkgStatusReader.Read(file.Bytes!, $"{image}:/{file.Path}"))
            {
                var lists = Lists(contents, package).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
                packages[(package.Name, package.Architecture)] = package with { Files = [.. lists] };
            }
        }

        return
        [
            .. packages
                .Values.OrderBy(package => package.Name, StringComparer.Ordinal)
                .ThenBy(package => package.Architecture, StringComparer.Ordinal),
        ];
    }

    // status.d also holds the lists of sums beside each status.
    private static bool IsStatus(string path) =>
        path == Status || (path.StartsWith(StatusFolder, StringComparison.Ordinal) && !path.EndsWith(".md5sums", StringComparison.Ordinal));

    private static IEnumerable<string> Lists(ImageContents contents, InstalledPackage package)
    {
        var paths = Lines(contents, $"{StatusFolder}{package.Name}.md5sums").Where(line => line.Length > 34).Select(line => line[34..]);
        var listed = Lines(contents, $"{InfoFolder}{package.Name}.list")
            .Concat(Lines(contents, $"{InfoFolder}{package.Name}:{package.Architecture}.list"));
        foreach (var path in paths.Concat(listed).Select(line => line.Trim().TrimStart('/')).Where(path => path.Length > 0))
        {
            // Packages name paths of before merged-usr.
            if ((contents.Find(path) ?? contents.Find(ImageTree.Merge(path))) is { Kind: ContentKind.File } file)
            {
                yield return file.Path;
            }
        }
    }

    private static string[] Lines(ImageContents contents, string path) =>
        contents.Find(path)?.Bytes is { } bytes ? Encoding.UTF8.GetString(bytes).Split('\n') : [];
}
