using System.Text.Json;
using Phederation.Containers.Oci;

namespace Phederation.Images.Auditing.Reading;

/// <summary>
/// Reads what an engine exports (docker save): a tar of layers, the configuration and manifest.json, in any order. Which layer is which
/// is known only by the manifest, which engines write last; so every layer is read as it comes, and put in its place afterwards.
/// </summary>
internal sealed class ArchiveReader(ReadBudget budget)
{
    private const int LargestDocument = OciDocument.Limit;
    private static readonly JsonSerializerOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };
    private readonly Dictionary<string, AuditedLayer> _layers = [];
    private readonly Dictionary<string, byte[]> _documents = [];
    private readonly Dictionary<string, string> _links = [];

    /// <summary>Reads the only image of an archive.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="expected">The ID that it must have; null takes what it has.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<AuditedImage> ReadAsync(Stream archive, Digest? expected, CancellationToken cancellationToken)
    {
        var tar = new TarInput(archive, budget, "the archive");
        var layers = new LayerReader(budget);
        var names = new HashSet<string>();
        while (await tar.NextAsync(cancellationToken) is { } entry)
        {
            var name =
                EntryPath.Normalize(entry.Name, 8)
                ?? throw budget.Fault($"the archive's entry '{AuditText.Plain(entry.Name)}' leads out of it");
            if (names.Count >= budget.Limits.MostArchiveEntries)
            {
                throw budget.Fault($"the archive has more than {budget.Limits.MostArchiveEntries} entries");
            }

            if (!names.Add(name))
            {
                throw budget.Fault($"the archive has '{AuditText.Plain(name)}' twice: two readers could take different ones");
            }

            await AddAsync(name, entry, tar, layers, cancellationToken);
        }

        return Assemble(expected);
    }

    private async Task AddAsync(string name, TarEntryHeader entry, TarInput tar, LayerReader layers, CancellationToken cancellationToken)
    {
        if (entry.Type == '2')
        {
            // docker save writes a layer that occurs twice as a link to the first.
            _links[name] = Join(EntryPath.Parent(name), entry.LinkName);
            return;
        }

        var data = new TarDataStream(tar);
        var head = new byte[TarBlock.Size];
        var length = await data.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        var form = LayerMagic.Of(head.AsSpan(0, length));
        switch (form)
        {
            case LayerForm.Tar or LayerForm.Gzip:
                _layers.Add(
                    name,
                    await layers.ReadAsync(
                        new CountingStream(head.AsMemory(0, length), data),
                        form == LayerForm.Gzip,
                        name,
                        cancellationToken
                    )
                );
                if (_layers.Count > budget.Limits.MostLayers)
                {
                    throw budget.Fault($"the archive has more than {budget.Limits.MostLayers} layers");
                }

                break;
            case LayerForm.Zstandard:
                throw budget.Fault(
                    $"the layer '{AuditText.Plain(name)}' is packed by zstd; save the image from the engine, which unpacks it"
                );
            case LayerForm.Json when !IsLegacy(name):
                _documents.Add(name, await DocumentAsync(head.AsMemory(0, length), data, name, cancellationToken));
                break;
            default:
                break;
        }
    }

    private async Task<byte[]> DocumentAsync(Memory<byte> head, Stream rest, string name, CancellationToken cancellationToken)
    {
        using var document = new MemoryStream();
        document.Write(head.Span);
        var buffer = new byte[16 << 10];
        while (await rest.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            document.Write(buffer, 0, read);
            if (document.Length + _documents.Values.Sum(other => (long)other.Length) > LargestDocument)
            {
                throw budget.Fault($"the documents up to '{AuditText.Plain(name)}' have more than {LargestDocument >> 20} MiB");
            }
        }

        return document.ToArray();
    }

    private AuditedImage Assemble(Digest? expected)
    {
        var manifest = Manifest();
        var config =
            manifest.Config is { } name && _documents.TryGetValue(name, out var bytes)
                ? bytes
                : throw budget.Fault(
                    $"manifest.json names the configuration '{AuditText.Plain(manifest.Config ?? "")}', which is not there"
                );
        var layers = (manifest.Layers ?? []).Select(Layer).ToList();
        return ImageAssembler.Assemble(config, layers, manifest.RepoTags ?? [], expected, budget);
    }

    private AuditedLayer Layer(string name)
    {
        var target = name;
        for (var hops = 0; _links.TryGetValue(target, out var next) && hops < 8; hops++)
        {
            target = next;
        }

        return _layers.TryGetValue(target, out var layer)
            ? layer
            : throw budget.Fault($"manifest.json names the layer '{AuditText.Plain(name)}', which is not there or is no tar");
    }

    private SavedImage Manifest()
    {
        if (!_documents.TryGetValue("manifest.json", out var json))
        {
            throw budget.Fault("the archive has no manifest.json: it is none of docker save");
        }

        try
        {
            return JsonSerializer.Deserialize<SavedImage[]>(json, Strict) is [{ } only]
                ? only
                : throw budget.Fault("manifest.json does not name exactly one image; save one image alone");
        }
        catch (JsonException exception)
        {
            throw budget.Fault($"manifest.json is malformed: {exception.Message}", exception);
        }
    }

    private static bool IsLegacy(string name) => name.EndsWith("/json", StringComparison.Ordinal) || name == "repositories";

    private static string Join(string folder, string target)
    {
        var segments = folder.Length == 0 ? [] : folder.Split('/').ToList();
        foreach (var segment in target.Split('/').Where(segment => segment is not ("" or ".")))
        {
            if (segment != "..")
            {
                segments.Add(segment);
            }
            else if (segments.Count > 0)
            {
                segments.RemoveAt(segments.Count - 1);
            }
        }

        return string.Join('/', segments);
    }
}
