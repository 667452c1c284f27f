using System.Formats.Tar;
using System.Text.Json;
using Phederation.Containers.Oci;

namespace Phederation.Containers.Images;

/// <summary>
/// An image in the form that every engine loads (docker save's): its configuration, its layers and manifest.json in a tar. The engine names
/// the image by the SHA-256 of the configuration's bytes, so the same input gives the same image id everywhere.
/// </summary>
public sealed partial class DockerArchive
{
    private readonly byte[] _config;
    private readonly IReadOnlyList<DockerArchiveLayer> _layers;
    private readonly IReadOnlyList<string> _references;
    private OciLayout? _layout;

    /// <summary>Describes an archive; nothing is read before it is written.</summary>
    /// <param name="config">The configuration's bytes (<see cref="OciDocument.Write(ImageConfig)"/>, or original ones).</param>
    /// <param name="layers">Lowest first, as many as the configuration names, in its order.</param>
    /// <param name="references">What the engine shall tag the image with ("repository:tag"); may be empty.</param>
    /// <exception cref="OciException">The layers are not those of the configuration.</exception>
    public DockerArchive(ReadOnlySpan<byte> config, IReadOnlyList<DockerArchiveLayer> layers, IReadOnlyList<string> references)
    {
        _config = config.ToArray();
        _layers = layers;
        _references = references;
        ImageId = Digest.Sha256(config);
        if (!OciDocument.ParseConfig(config).RootFs.DiffIds.SequenceEqual(layers.Select(layer => layer.DiffId)))
        {
            throw new OciException(OciErrorKind.Malformed, "The layers are not those that the image configuration names.");
        }
    }

    /// <summary>The id that the engine will give the image.</summary>
    public Digest ImageId { get; }

    /// <summary>Writes the archive, and leaves the target open. Fits EngineClient.Images.LoadAsync.</summary>
    public async Task WriteAsync(Stream target, CancellationToken cancellationToken = default)
    {
        await using var writer = new TarWriter(target, TarEntryFormat.Gnu, leaveOpen: true);
        // The manifest first: a reader knows what to expect, and a cut archive is no image.
        await WriteAsync(writer, "manifest.json", new MemoryContent(Manifest()), cancellationToken);
        await WriteAsync(writer, ImageId.Hex + ".json", new MemoryContent(_config), cancellationToken);
        foreach (var layer in _layers.DistinctBy(layer => layer.DiffId))
        {
            await WriteAsync(writer, Name(layer), Content(layer), cancellationToken);
        }
    }

    private LayerContent Content(DockerArchiveLayer layer) =>
        _layout is { } layout && layer.Blob is { } blob ? new BlobContent(layout, blob) : FileContent.Whole(layer.File);

    private static string Name(DockerArchiveLayer layer) => layer.DiffId.Hex + ".tar";

    private static async Task WriteAsync(TarWriter writer, string name, LayerContent content, CancellationToken cancellationToken)
    {
        await using var stream = content.Open();
        var entry = new GnuTarEntry(TarEntryType.RegularFile, name)
        {
            Mode = LayerBuilder.Mode0644,
            ModificationTime = DateTimeOffset.UnixEpoch,
            AccessTime = default,
            ChangeTime = default,
            DataStream = stream,
        };
        await writer.WriteEntryAsync(entry, cancellationToken);
    }

    private byte[] Manifest()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteString("Config", ImageId.Hex + ".json");
            WriteList(json, "RepoTags", _references);
            WriteList(json, "Layers", _layers.Select(Name));
            json.WriteEndObject();
            json.WriteEndArray();
        }

        return buffer.ToArray();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
