using System.Formats.Tar;

namespace Phederation.Images.Contents;

/// <summary>Reads the layers of one image as they come, once, within the limits of all of them together.</summary>
internal sealed class LayerReader(ContentRequest request, string image) : IDisposable
{
    private readonly FileDigests _digests = new();
    private readonly byte[] _buffer = new byte[128 << 10];
    private long _kept;
    private int _entries;

    /// <summary>Reads one layer to its end.</summary>
    public async Task<LayerContents> ReadAsync(MeteredStream bytes, CancellationToken cancellationToken)
    {
        var entries = new Dictionary<string, ContentEntry>(StringComparer.Ordinal);
        var (links, hidden, emptied) = (new List<KeyValuePair<string, string>>(), new List<string>(), new List<string>());
        await using (var reader = new TarReader(bytes, leaveOpen: true))
        {
            while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
            {
                if (entry.EntryType is TarEntryType.GlobalExtendedAttributes)
                {
                    continue;
                }

                var path = PathOf(entry.Name);
                var name = LayerPaths.Name(path);
                if (name == LayerPaths.OpaqueMarker)
                {
                    emptied.Add(LayerPaths.Parent(path));
                }
                else if (name.StartsWith(LayerPaths.Whiteout, StringComparison.Ordinal))
                {
                    hidden.Add($"{LayerPaths.Parent(path)}/{name[LayerPaths.Whiteout.Length..]}".TrimStart('/'));
                }
                else if (entry.EntryType == TarEntryType.HardLink)
                {
                    links.Add(KeyValuePair.Create(path, PathOf(entry.LinkName)));
                }
                else if (path.Length > 0)
                {
                    entries[path] = await EntryAsync(entry, path, cancellationToken);
                }
            }
        }

        await bytes.DrainAsync(cancellationToken);
        return new LayerContents(bytes.Digest, entries, links, hidden, emptied);
    }

    /// <inheritdoc />
    public void Dispose() => _digests.Dispose();

    private string PathOf(string name)
    {
        if (++_entries > request.Limits.Entries)
        {
            throw Malformed($"it has more than {request.Limits.Entries} entries");
        }

        return name.Length > request.Limits.PathLength
            ? throw Malformed($"a path has more than {request.Limits.PathLength} characters")
            : LayerPaths.Normalize(name) ?? throw Malformed($"the path '{name}' leaves the image");
    }

    private async Task<ContentEntry> EntryAsync(TarEntry entry, string path, CancellationToken cancellationToken)
    {
        var kind = entry.EntryType switch
        {
            TarEntryType.Directory => ContentKind.Directory,
            TarEntryType.SymbolicLink => ContentKind.SymbolicLink,
            TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile => ContentKind.File,
            _ => ContentKind.Special,
        };
        var described = new ContentEntry
        {
            Path = path,
            Kind = kind,
            Mode = (int)entry.Mode,
            LinkTarget = kind == ContentKind.SymbolicLink ? entry.LinkName : null,
        };
        return kind == ContentKind.File ? await FileAsync(entry, described, cancellationToken) : described;
    }

    private async Task<ContentEntry> FileAsync(TarEntry entry, ContentEntry file, CancellationToken cancellationToken)
    {
        var keeps = request.Keeps(file.Path);
        if (keeps && (entry.Length > request.Limits.KeptFileBytes || (_kept += entry.Length) > request.Limits.KeptBytes))
        {
            throw Malformed($"'/{file.Path}' has {entry.Length} bytes, which is more than such a file may have");
        }

        if (entry.DataStream is not { } data)
        {
            data = Stream.Null;
        }

        // A program of one file is looked into from its end, which a stream can't do.
        await using var bundle =
            request.Hashes && SingleFileBundle.MayBe(entry.Length, (int)entry.Mode) ? new SpoolFile(request.WorkFolder) : null;
        using var kept = keeps ? new MemoryStream((int)entry.Length) : null;
        for (int read; (read = await data.ReadAsync(_buffer, cancellationToken)) > 0; )
        {
            if (request.Hashes)
            {
                _digests.Add(_buffer.AsSpan(0, read));
            }

            kept?.Write(_buffer, 0, read);
            if (bundle is not null)
            {
                await bundle.Stream.WriteAsync(_buffer.AsMemory(0, read), cancellationToken);
            }
        }

        var described = file with
        {
            Length = entry.Length,
            Bytes = kept?.ToArray(),
            BundledDependencies = bundle is null ? null : SingleFileBundle.Dependencies(bundle.Stream),
        };
        if (!request.Hashes)
        {
            return described;
        }

        var (sha256, sha1) = _digests.Take();
        return described with { Sha256 = sha256, Sha1 = sha1 };
    }

    private ImageException Malformed(string why) => new(ImageFault.MalformedImage, $"{image}: the image can't be read: {why}");
}
