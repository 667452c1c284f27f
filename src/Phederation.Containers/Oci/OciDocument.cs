using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Phederation.Containers.Oci;

/// <summary>Reads and writes the JSON documents of images. Reading is strict and bounded: the bytes come from registries and release folders.</summary>
public static class OciDocument
{
    /// <summary>The largest document that is accepted, in bytes (the distribution specification's bound for manifests).</summary>
    public const int Limit = 4 << 20;

    private static readonly OciJsonContext Canonical = new(
        new JsonSerializerOptions(OciJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
    );

    /// <summary>Reads an image manifest of OCI or docker.</summary>
    /// <exception cref="OciException">It is malformed, too large, or could also be taken for an index.</exception>
    public static ImageManifest ParseManifest(ReadOnlySpan<byte> json)
    {
        var manifest = Read(json, Canonical.ImageManifest, "image manifest");
        Require(manifest.SchemaVersion == 2, "image manifest", "schemaVersion must be 2");
        Require(
            manifest.MediaType is null || MediaTypes.IsManifest(manifest.MediaType),
            "image manifest",
            $"mediaType is '{manifest.MediaType}'"
        );
        RejectMember(json, "image manifest", "manifests");
        Check(manifest.Config, "image manifest");
        foreach (var layer in manifest.Layers)
        {
            Check(layer, "image manifest");
        }

        return manifest;
    }

    /// <summary>Reads an index of OCI or a manifest list of docker.</summary>
    /// <exception cref="OciException">It is malformed, too large, or could also be taken for a manifest.</exception>
    public static ImageIndex ParseIndex(ReadOnlySpan<byte> json)
    {
        var index = Read(json, Canonical.ImageIndex, "image index");
        Require(index.SchemaVersion == 2, "image index", "schemaVersion must be 2");
        Require(index.MediaType is null || MediaTypes.IsIndex(index.MediaType), "image index", $"mediaType is '{index.MediaType}'");
        RejectMember(json, "image index", "layers");
        RejectMember(json, "image index", "config");
        foreach (var manifest in index.Manifests)
        {
            Check(manifest, "image index");
        }

        return index;
    }

    /// <summary>Reads an image configuration.</summary>
    /// <exception cref="OciException">It is malformed or too large.</exception>
    public static ImageConfig ParseConfig(ReadOnlySpan<byte> json)
    {
        var config = Read(json, Canonical.ImageConfig, "image configuration");
        Require(config.RootFs.Type == "layers", "image configuration", "rootfs.type must be \"layers\"");
        Require(config.RootFs.DiffIds.All(diffId => diffId is not null), "image configuration", "rootfs.diff_ids holds null");
        return config;
    }

    /// <summary>The bytes of a configuration: the same values always give the same bytes (sets and maps in ordinal order).</summary>
    public static byte[] Write(ImageConfig config)
    {
        var ordered = config with
        {
            Config = config.Config is { } runtime
                ? runtime with
                {
                    ExposedPorts = Sorted(runtime.ExposedPorts),
                    Volumes = Sorted(runtime.Volumes),
                    Labels = Sorted(runtime.Labels),
                }
                : null,
        };
        return JsonSerializer.SerializeToUtf8Bytes(ordered, Canonical.ImageConfig);
    }

    /// <summary>The bytes of a new manifest.</summary>
    public static byte[] Write(ImageManifest manifest) =>
        JsonSerializer.SerializeToUtf8Bytes(manifest with { Annotations = Sorted(manifest.Annotations) }, Canonical.ImageManifest);

    /// <summary>The bytes of a new index.</summary>
    public static byte[] Write(ImageIndex index) =>
        JsonSerializer.SerializeToUtf8Bytes(index with { Annotations = Sorted(index.Annotations) }, Canonical.ImageIndex);

    internal static T Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type, string what)
    {
        if (json.Length > Limit)
        {
            throw new OciException(OciErrorKind.TooLarge, $"The {what} is {json.Length} bytes; at most {Limit} are accepted.");
        }

        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new OciException(OciErrorKind.Malformed, $"The {what} is null.");
        }
        catch (JsonException exception)
        {
            throw new OciException(OciErrorKind.Malformed, $"The {what} is malformed: {exception.Message}", exception);
        }
    }

    /// <summary>Lists may hold null, whatever their type says.</summary>
    private static void Check(Descriptor? descriptor, string what) =>
        Require(
            descriptor is { Size: >= 0, MediaType.Length: > 0 and < 256 },
            what,
            $"the descriptor of {descriptor?.Digest.ToString() ?? "null"} is malformed"
        );

    private static void Require(bool holds, string what, string fault)
    {
        if (!holds)
        {
            throw new OciException(OciErrorKind.Malformed, $"The {what} is malformed: {fault}.");
        }
    }

    /// <summary>
    /// A document that is a manifest and an index at once means different images to different readers (the distribution project's advisory GHSA-qq97-vm5h-rrhg).
    /// </summary>
    private static void RejectMember(ReadOnlySpan<byte> json, string what, string member)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(member))
            {
                throw new OciException(OciErrorKind.Malformed, $"The {what} is malformed: it also has \"{member}\".");
            }
        }
    }

    private static SortedDictionary<string, T>? Sorted<T>(IReadOnlyDictionary<string, T>? map) =>
        map is null ? null : new SortedDictionary<string, T>(map.ToDictionary(), StringComparer.Ordinal);
}
