using System.Formats.Tar;
using Phederation.Containers.Streams;

namespace Phederation.Containers.Images;

/// <content>Writing.</content>
public sealed partial class LayerBuilder
{
    /// <summary>Writes the layer as an uncompressed tar, and leaves the target open.</summary>
    /// <exception cref="LayerException">A hard link has no file, or an entry lies below something that is no folder.</exception>
    public async Task<LayerDigest> WriteAsync(Stream target, CancellationToken cancellationToken = default)
    {
        await using var hashing = new HashingStream(target);
        // GNU, not PAX: the names of PAX headers hold the id of the writing process (System.Formats.Tar), so no two would be the same.
        await using (var writer = new TarWriter(hashing, TarEntryFormat.Gnu, leaveOpen: true))
        {
            foreach (var entry in Ordered())
            {
                cancellationToken.ThrowIfCancellationRequested();
                await WriteAsync(writer, entry, cancellationToken);
            }
        }

        return new LayerDigest(hashing.Digest, hashing.Length);
    }

    /// <summary>Writes the layer into a file; nothing half-written is left under that name.</summary>
    public async Task<LayerDigest> WriteAsync(string file, CancellationToken cancellationToken = default)
    {
        var partial = file + ".partial";
        try
        {
            LayerDigest digest;
            await using (
                var target = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, 128 << 10, useAsync: false)
            )
            {
                digest = await WriteAsync(target, cancellationToken);
            }

            File.Move(partial, file, overwrite: true);
            return digest;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static async Task WriteAsync(TarWriter writer, LayerEntry entry, CancellationToken cancellationToken)
    {
        var type = entry.Kind switch
        {
            LayerEntryKind.Directory => TarEntryType.Directory,
            LayerEntryKind.SymbolicLink => TarEntryType.SymbolicLink,
            LayerEntryKind.HardLink => TarEntryType.HardLink,
            _ => TarEntryType.RegularFile,
        };
        var name = entry.Kind == LayerEntryKind.Directory ? (entry.Path.Length == 0 ? "./" : entry.Path + "/") : entry.Path;
        var tar = new GnuTarEntry(type, name)
        {
            Mode = entry.Mode,
            Uid = entry.Uid,
            Gid = entry.Gid,
            ModificationTime = entry.ModificationTime,
            AccessTime = default,
            ChangeTime = default,
        };
        if (entry.LinkTarget.Length > 0)
        {
            tar.LinkName = entry.LinkTarget;
        }

        await using var content = entry.Content?.Open();
        if (content is not null)
        {
            tar.DataStream = content;
        }

        await writer.WriteEntryAsync(tar, cancellationToken);
    }

    /// <summary>
    /// The entries in order, with hard links turned so that the file comes first: the name that sorts first carries the content.
    /// </summary>
    private IEnumerable<LayerEntry> Ordered()
    {
        var links = _entries.Values.Where(entry => entry.Kind == LayerEntryKind.HardLink).GroupBy(entry => FileOf(entry).Path);
        var turned = new Dictionary<string, LayerEntry>(StringComparer.Ordinal);
        foreach (var group in links)
        {
            var file = _entries[group.Key];
            var names = group.Select(entry => entry.Path).Append(file.Path).Order(StringComparer.Ordinal).ToArray();
            turned[names[0]] = file with { Path = names[0] };
            foreach (var name in names[1..])
            {
                turned[name] = file with { Path = name, Kind = LayerEntryKind.HardLink, LinkTarget = names[0], Content = null };
            }
        }

        foreach (var entry in _entries.Values)
        {
            RequireFolders(entry);
            yield return turned.GetValueOrDefault(entry.Path, entry);
        }
    }

    private LayerEntry FileOf(LayerEntry link)
    {
        var entry = link;
        for (var steps = 0; entry.Kind == LayerEntryKind.HardLink; steps++)
        {
            if (steps > 40 || !_entries.TryGetValue(entry.LinkTarget, out entry!))
            {
                throw new LayerException($"'{link.Path}' is a hard link to '{link.LinkTarget}', which is no file of this layer.");
            }
        }

        return entry.Kind == LayerEntryKind.File
            ? entry
            : throw new LayerException($"'{link.Path}' is a hard link to '{entry.Path}', which is no file of this layer.");
    }

    /// <summary>An entry below a file or a link would land elsewhere, or nowhere, depending on who unpacks it.</summary>
    private void RequireFolders(LayerEntry entry)
    {
        for (var parent = LayerPath.Parent(entry.Path); parent is not null; parent = LayerPath.Parent(parent))
        {
            if (_entries.TryGetValue(parent, out var above) && above.Kind != LayerEntryKind.Directory)
            {
                throw new LayerException(
                    $"'{entry.Path}' lies below '{parent}', which is no folder but a {above.Kind}: give it its real path."
                );
            }
        }
    }
}
