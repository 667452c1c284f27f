using System.IO.Compression;
using Phederation.Images.Auditing.Secrets;

namespace Phederation.Images.Auditing.Reading;

/// <summary>Reads one layer from its first byte to its last: its entries are kept, its bytes only looked at.</summary>
internal sealed class LayerReader(ReadBudget budget)
{
    private const string WhiteoutPrefix = ".wh.";
    private const string OpaqueName = ".wh..wh..opq";
    private const int LargestKept = 1 << 20;
    private readonly byte[] _buffer = new byte[ContentScanner.ChunkSize];
    private readonly ContentScanner _scanner = new();

    /// <summary>Reads a layer, packed by gzip or not.</summary>
    /// <exception cref="ImageException">It is malformed or beyond a limit.</exception>
    public async Task<AuditedLayer> ReadAsync(CountingStream packed, bool isGzip, string name, CancellationToken cancellationToken)
    {
        var layer = new AuditedLayer();
        await using var unpacking = isGzip ? new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true) : (Stream)packed;
        using var stream = new LayerStream(unpacking, packed, isGzip, budget);
        var tar = new TarInput(stream, budget, $"the layer {AuditText.Plain(name)}");
        var byPath = new Dictionary<string, AuditedFile>();
        while (await tar.NextAsync(cancellationToken) is { } entry)
        {
            budget.TakeEntry();
            await AddAsync(layer, byPath, entry, tar, cancellationToken);
        }

        (layer.Size, layer.DiffId) = (stream.Count, stream.Digest);
        return layer;
    }

    private async Task AddAsync(
        AuditedLayer layer,
        Dictionary<string, AuditedFile> byPath,
        TarEntryHeader entry,
        TarInput tar,
        CancellationToken cancellationToken
    )
    {
        var path = Place(entry.Name, entry.Name);
        if (AddWhiteout(layer, path))
        {
            return;
        }

        if (entry.Type == '1')
        {
            var target = Place(entry.LinkName, $"{entry.Name}, a hard link to {entry.LinkName}");
            if (byPath.TryGetValue(target, out var linked))
            {
                Keep(layer, byPath, linked.LinkedAs(path));
            }
            else
            {
                layer.LooseLinks.Add((path, target));
            }

            return;
        }

        var file = new AuditedFile
        {
            Path = path,
            Kind = KindOf(entry),
            Mode = entry.Mode,
            UserId = entry.UserId,
            GroupId = entry.GroupId,
            Layer = layer,
            Size = entry.Size,
            LinkTarget = entry.Type == '2' ? entry.LinkName : "",
            HasCapabilities = entry.HasCapabilities,
        };
        if (file.Kind == AuditedKind.File && file.Size > 0)
        {
            layer.FileBytes += file.Size;
            file.Facts = await ScanAsync(file, tar, cancellationToken);
        }

        Keep(layer, byPath, file);
    }

    private static void Keep(AuditedLayer layer, Dictionary<string, AuditedFile> byPath, AuditedFile file)
    {
        layer.Files.Add(file);
        byPath[file.Path] = file;
    }

    private async Task<ContentFacts?> ScanAsync(AuditedFile file, TarInput tar, CancellationToken cancellationToken)
    {
        var kept = KeptFiles.Wants(file.Path) ? new MemoryStream() : null;
        _scanner.Begin();
        while (await tar.ReadDataAsync(_buffer, cancellationToken) is > 0 and var read)
        {
            _scanner.Add(_buffer.AsSpan(0, read));
            if (kept is not null)
            {
                kept.Write(_buffer, 0, read);
                if (kept.Length > LargestKept && KeptFiles.IsAccountFile(file.Path))
                {
                    throw budget.Fault($"{file.Path} has more than {LargestKept >> 10} KiB");
                }

                kept = kept.Length > LargestKept ? null : kept;
            }
        }

        return _scanner.End(kept?.ToArray());
    }

    private bool AddWhiteout(AuditedLayer layer, string path)
    {
        var slash = path.LastIndexOf('/');
        var name = path.AsSpan(slash + 1);
        if (!name.StartsWith(WhiteoutPrefix))
        {
            return false;
        }

        var folder = EntryPath.Parent(path);
        if (name is OpaqueName)
        {
            layer.Opaques.Add(folder);
        }
        else if (!name.StartsWith(".wh..wh."))
        {
            layer.Whiteouts.Add(Place(folder.Length == 0 ? name[4..].ToString() : $"{folder}/{name[4..]}", path));
        }

        return true;
    }

    private AuditedKind KindOf(TarEntryHeader entry) =>
        entry.Type switch
        {
            '0' or '7' => AuditedKind.File,
            '2' => AuditedKind.SymbolicLink,
            '3' or '4' => AuditedKind.Device,
            '5' => AuditedKind.Directory,
            '6' => AuditedKind.Pipe,
            var type => throw budget.Fault(
                $"'{AuditText.Plain(entry.Name)}' is of the kind '{AuditText.Plain($"{type}")}', which no engine unpacks"
            ),
        };

    private string Place(string path, string shown) =>
        EntryPath.Normalize(path, budget.Limits.DeepestPath)
        ?? throw budget.Fault(
            $"the entry '{AuditText.Plain(shown)}' leads out of the image, or deeper than {budget.Limits.DeepestPath} folders"
        );
}
