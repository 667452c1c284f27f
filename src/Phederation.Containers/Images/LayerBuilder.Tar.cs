using System.Formats.Tar;

namespace Phederation.Containers.Images;

/// <content>Entries from archives.</content>
public sealed partial class LayerBuilder
{
    private const int MostEntries = 1_000_000;

    /// <summary>
    /// Adds the entries of a tar file, such as a package's data archive. Owners, modes and links are kept; times are cut to the builder's. Absolute paths,
    /// "..", whiteouts, devices and pipes are refused. The file must stay until the layer is written.
    /// </summary>
    /// <param name="tarFile">An uncompressed tar on disk.</param>
    /// <param name="map">Gives the path in the layer for a path in the tar; null leaves an entry out.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="LayerException">The tar is malformed or holds what is refused.</exception>
    public async Task<LayerBuilder> AddTarAsync(
        string tarFile,
        Func<string, string?>? map = null,
        CancellationToken cancellationToken = default
    )
    {
        var source = System.IO.Path.GetFileName(tarFile);
        var file = new FileStream(tarFile, FileMode.Open, FileAccess.Read, FileShare.Read, 64 << 10, useAsync: false);
        await using var reader = new TarReader(file);
        try
        {
            var count = 0;
            while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
            {
                if (++count > MostEntries)
                {
                    throw new LayerException($"{source} has more than {MostEntries} entries.");
                }

                AddTarEntry(entry, tarFile, source, map);
            }
        }
        catch (Exception exception) when (IsMalformed(exception))
        {
            throw new LayerException($"{source} is no tar that can be read: {exception.Message}", exception);
        }

        return this;
    }

    /// <summary>What TarReader throws for damaged archives.</summary>
    private static bool IsMalformed(Exception exception) =>
        exception
            is InvalidDataException
                or FormatException
                or EndOfStreamException
                or OverflowException
                or ArgumentException
                or NotSupportedException;

    private void AddTarEntry(TarEntry entry, string tarFile, string source, Func<string, string?>? map)
    {
        var original = LayerPath.NormalizeForeign(entry.Name, source);
        if (Map(original, map, source) is not { } path)
        {
            return;
        }

        if (System.IO.Path.GetFileName(path).StartsWith(".wh.", StringComparison.Ordinal))
        {
            throw new LayerException($"{source}: '{path}' is refused: it would hide files of the layers below.");
        }

        var common = new LayerEntry
        {
            Path = path,
            Kind = Kind(entry, source),
            Mode = entry.Mode & ModeMask,
            Uid = entry.Uid,
            Gid = entry.Gid,
            ModificationTime = Clamp(entry.ModificationTime),
        };
        Add(
            common.Kind switch
            {
                LayerEntryKind.File => common with { Content = Content(entry, tarFile) },
                LayerEntryKind.SymbolicLink => common with { LinkTarget = entry.LinkName },
                LayerEntryKind.HardLink => common with
                {
                    LinkTarget =
                        Map(LayerPath.NormalizeForeign(entry.LinkName, source), map, source)
                        ?? throw new LayerException($"{source}: '{path}' is a hard link to '{entry.LinkName}', which is left out."),
                },
                _ => common,
            }
        );
    }

    private static string? Map(string path, Func<string, string?>? map, string source) =>
        map is null ? path
        : map(path) is { } mapped ? LayerPath.Normalize(mapped, source)
        : null;

    private static LayerContent Content(TarEntry entry, string tarFile) =>
        entry.Length == 0 ? new MemoryContent(ReadOnlyMemory<byte>.Empty) : new FileContent(tarFile, entry.DataOffset, entry.Length);

    private static LayerEntryKind Kind(TarEntry entry, string source) =>
        entry.EntryType switch
        {
            TarEntryType.Directory or TarEntryType.DirectoryList => LayerEntryKind.Directory,
            TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile => LayerEntryKind.File,
            TarEntryType.SymbolicLink => LayerEntryKind.SymbolicLink,
            TarEntryType.HardLink => LayerEntryKind.HardLink,
            var other => throw new LayerException($"{source}: '{entry.Name}' is refused: a {other} does not belong into a layer."),
        };

    private DateTimeOffset Clamp(DateTimeOffset time) =>
        time > _time ? _time : DateTimeOffset.FromUnixTimeSeconds(Math.Max(0, time.ToUnixTimeSeconds()));
}
