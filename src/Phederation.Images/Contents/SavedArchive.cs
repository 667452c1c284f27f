using System.Text.Json;
using Phederation.Containers.Oci;

namespace Phederation.Images.Contents;

/// <summary>The members of a docker-archive; its manifest, which tells what they are, comes last in the engine's.</summary>
internal sealed class SavedArchive(string image)
{
    private readonly Dictionary<string, byte[]> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LayerContents> _layers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);

    /// <summary>Adds a member that is no layer.</summary>
    public void AddDocument(string name, byte[] bytes) => _documents[name] = bytes;

    /// <summary>Adds a layer.</summary>
    public void AddLayer(string name, LayerContents layer) => _layers[name] = layer;

    /// <summary>Adds a link; docker writes one for a layer that occurs twice.</summary>
    public void AddLink(string name, string target) => _links[name] = LayerPaths.Follow(name, target);

    /// <summary>Lays the layers over each other, after checking each against the configuration and that against the image's ID.</summary>
    public ImageContents Assemble(Digest imageId)
    {
        var (config, names) = ReadManifest();
        var bytes = _documents.GetValueOrDefault(config) ?? throw Malformed($"its configuration '{config}' is not in the archive");
        if (Digest.Sha256(bytes) != imageId)
        {
            throw Malformed($"its configuration has the digest {Digest.Sha256(bytes)}, expected is {imageId}");
        }

        var parsed = OciDocument.ParseConfig(bytes);
        var layers = names.Select(Layer).ToList();
        if (!layers.Select(layer => layer.DiffId).SequenceEqual(parsed.RootFs.DiffIds))
        {
            throw Malformed("its layers are not those that its configuration names");
        }

        return new ImageContents(imageId, parsed, LayerStack.Merge(layers));
    }

    private LayerContents Layer(string name) =>
        _layers.GetValueOrDefault(name)
        ?? _layers.GetValueOrDefault(_links.GetValueOrDefault(name, ""))
        ?? throw Malformed($"its layer '{name}' is not in the archive as a plain tar");

    private (string Config, IReadOnlyList<string> Layers) ReadManifest()
    {
        try
        {
            using var manifest = JsonDocument.Parse(
                _documents.GetValueOrDefault("manifest.json") ?? throw Malformed("the archive has no manifest.json")
            );
            var first = manifest.RootElement[0];
            return (
                first.GetProperty("Config").GetString() ?? "",
                [.. first.GetProperty("Layers").EnumerateArray().Select(layer => layer.GetString() ?? "")]
            );
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
        {
            throw Malformed($"its manifest.json is malformed: {exception.Message}");
        }
    }

    private ImageException Malformed(string why) => new(ImageFault.MalformedImage, $"{image}: the image can't be read: {why}");
}
