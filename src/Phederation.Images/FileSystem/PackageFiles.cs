using System.Formats.Tar;
using Phederation.Images.Catalogue;
using Phederation.Images.Packages;

namespace Phederation.Images.FileSystem;

/// <summary>Brings the files of opened packages into a tree, less what is excluded, with the records that scanners read.</summary>
internal sealed class PackageFiles
{
    private const string StatusFolder = "var/lib/dpkg/status.d";
    private readonly List<(PathPattern[] Paths, PathPattern[] Except, string? Package)> _exclusions;

    /// <summary>Makes the filter.</summary>
    public PackageFiles(IEnumerable<PathExclusion> exclusions) =>
        _exclusions = [.. exclusions.Select(exclusion => (Patterns(exclusion.Paths), Patterns(exclusion.Except), exclusion.Package))];

    /// <summary>Adds one package.</summary>
    public void AddTo(ImageTree tree, UnpackedPackage package)
    {
        var origin = $"package {package.Package.Name}";
        var own = new ImageTree(long.MaxValue);
        foreach (var entry in Read(package, origin))
        {
            own.Add(entry);
        }

        own.Remove(entry => IsExcluded(entry.Path, package.Package.Name));
        foreach (var entry in own.Entries)
        {
            tree.Add(entry);
        }

        // The form that scanners know from images without a package manager: one status and one list of sums per package.
        var status = package.Control.With("Status", "install ok installed");
        tree.PutFile($"{StatusFolder}/{package.Package.Name}", Text(status + "\n"), origin);
        var sums = package
            .Md5Sums.Split('\n')
            .Where(line => line.Length > 34 && own.Find(ImageTree.Merge(line[34..])) is not null)
            .ToList();
        if (sums.Count > 0)
        {
            tree.PutFile($"{StatusFolder}/{package.Package.Name}.md5sums", Text(string.Join('\n', sums) + "\n"), origin);
        }
    }

    private bool IsExcluded(string path, string package) =>
        _exclusions.Any(exclusion =>
            (exclusion.Package is null || exclusion.Package == package)
            && exclusion.Paths.Any(pattern => pattern.Matches(path))
            && !exclusion.Except.Any(pattern => pattern.Matches(path))
        );

    private static IEnumerable<TreeEntry> Read(UnpackedPackage package, string origin)
    {
        using var file = File.OpenRead(package.FilesArchive);
        using var reader = new TarReader(file);
        var contents = new Dictionary<string, FileContent>();
        while (reader.GetNextEntry() is { } entry)
        {
            var path = CheckedPath(entry.Name, origin);
            if (path.Length == 0)
            {
                continue;
            }

            var kind = entry.EntryType switch
            {
                TarEntryType.Directory => TreeEntryKind.Directory,
                TarEntryType.SymbolicLink => TreeEntryKind.SymbolicLink,
                TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.HardLink => TreeEntryKind.File,
                _ => throw new ImageException(
                    ImageFault.MalformedPackage,
                    $"{origin}: '{path}' is a {entry.EntryType}, which no image may hold"
                ),
            };
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
            {
                contents[path] = FileContent.Slice(package.FilesArchive, entry.DataOffset, entry.Length);
            }
            else if (entry.EntryType == TarEntryType.HardLink)
            {
                // Written as a file of its own: a hard link would tie two layers' entries together.
                contents[path] = contents[CheckedPath(entry.LinkName, origin)];
            }

            yield return new TreeEntry
            {
                Path = path,
                Kind = kind,
                Mode = (int)entry.Mode,
                UserId = entry.Uid,
                GroupId = entry.Gid,
                ModifiedSeconds = entry.ModificationTime.ToUnixTimeSeconds(),
                LinkTarget = kind == TreeEntryKind.SymbolicLink ? entry.LinkName : null,
                Content = kind == TreeEntryKind.File ? contents[path] : null,
                Archive = package.FilesArchive,
                Origin = origin,
            };
        }
    }

    private static string CheckedPath(string name, string origin)
    {
        var path = name.StartsWith("./", StringComparison.Ordinal) ? name[2..].TrimEnd('/') : name.Trim('/');
        return path.Split('/').Any(segment => segment is ".." or ".") && path != "."
            ? throw new ImageException(ImageFault.MalformedPackage, $"{origin}: the path '{name}' leaves the image")
            : path;
    }

    private static PathPattern[] Patterns(IEnumerable<string> texts) => [.. texts.Select(text => new PathPattern(text))];

    private static byte[] Text(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
