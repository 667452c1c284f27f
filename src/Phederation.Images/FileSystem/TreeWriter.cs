using Phederation.Containers.Images;

namespace Phederation.Images.FileSystem;

/// <summary>Writes a tree as a layer.</summary>
internal static class TreeWriter
{
    /// <summary>Writes the layer into a file; the same tree gives the same bytes everywhere.</summary>
    public static async Task<LayerDigest> WriteAsync(ImageTree tree, long epoch, string file, CancellationToken cancellationToken)
    {
        var layer = new LayerBuilder(DateTimeOffset.FromUnixTimeSeconds(epoch));
        foreach (var archive in tree.Entries.Select(entry => entry.Archive).OfType<string>().Distinct().Order(StringComparer.Ordinal))
        {
            await layer.AddTarAsync(archive, path => PathIn(tree, archive, path), cancellationToken);
        }

        foreach (var entry in tree.Entries.Where(entry => entry.Archive is null))
        {
            _ = entry.Kind switch
            {
                TreeEntryKind.Directory => layer.AddDirectory(entry.Path, (UnixFileMode)entry.Mode, entry.UserId, entry.GroupId),
                TreeEntryKind.SymbolicLink => layer.AddSymbolicLink(entry.Path, entry.LinkTarget!, entry.UserId, entry.GroupId),
                _ when entry.Content!.File is { } whole => layer.AddFile(
                    entry.Path,
                    whole,
                    (UnixFileMode)entry.Mode,
                    entry.UserId,
                    entry.GroupId
                ),
                _ => layer.AddFile(entry.Path, entry.Content!.ReadAll(), (UnixFileMode)entry.Mode, entry.UserId, entry.GroupId),
            };
        }

        return await layer.WriteAsync(file, cancellationToken);
    }

    private static string? PathIn(ImageTree tree, string archive, string path)
    {
        var merged = ImageTree.Merge(path);
        return tree.Find(merged)?.Archive == archive ? merged : null;
    }
}
