using System.Formats.Tar;
using System.Text.Json;
using Phederation.Containers.Oci;
using Phederation.Site.Release;

namespace Phederation.Site.Images;

/// <summary>
/// A signed image of a release as one stream that every engine loads: an OCI layout with docker's manifest.json beside it, both naming
/// the original blobs. An engine with containerd's store reads the former and keeps the signed manifest, every other (20.10 too) reads
/// the latter and keeps the signed configuration. Every byte is checked against its digest while it is sent; the stream breaks off at the
/// first blob that changed since the release was verified.
/// </summary>
internal sealed class ReleaseArchive
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly SiteService _service;
    private readonly byte[] _manifestBytes;
    private readonly byte[] _configBytes;
    private readonly ImageManifest _manifest;

    private ReleaseArchive(SiteService service, byte[] manifestBytes, byte[] configBytes, ImageManifest manifest)
    {
        _service = service;
        _manifestBytes = manifestBytes;
        _configBytes = configBytes;
        _manifest = manifest;
    }

    /// <summary>Reads the image's two documents.</summary>
    /// <exception cref="SiteException">They are not the signed ones.</exception>
    public static async Task<ReleaseArchive> OpenAsync(SiteService service, CancellationToken cancellationToken)
    {
        var manifestBytes = await ReadAsync(service, service.ManifestDigest, cancellationToken);
        var manifest = OciDocument.ParseManifest(manifestBytes);
        if (manifest.Config.Digest != service.ConfigDigest)
        {
            throw ReleaseBlob.Changed(service, manifest.Config.Digest, "is not the signed configuration");
        }

        return new ReleaseArchive(service, manifestBytes, await ReadAsync(service, service.ConfigDigest, cancellationToken), manifest);
    }

    /// <summary>Writes the archive.</summary>
    /// <exception cref="SiteException">A layer is not the signed one.</exception>
    public async Task WriteAsync(Stream target, CancellationToken cancellationToken)
    {
        await using var writer = new TarWriter(target, TarEntryFormat.Gnu, leaveOpen: true);
        await WriteAsync(writer, "oci-layout", """{"imageLayoutVersion":"1.0.0"}"""u8.ToArray(), cancellationToken);
        await WriteAsync(writer, "index.json", Index(), cancellationToken);
        await WriteAsync(writer, "manifest.json", DockerManifest(), cancellationToken);
        await WriteAsync(writer, Name(_service.ManifestDigest), _manifestBytes, cancellationToken);
        await WriteAsync(writer, Name(_service.ConfigDigest), _configBytes, cancellationToken);
        foreach (var layer in _manifest.Layers.DistinctBy(layer => layer.Digest))
        {
            await using var blob = ReleaseBlob.Open(_service, layer.Digest, layer.Size);
            await writer.WriteEntryAsync(Entry(Name(layer.Digest), blob), cancellationToken);
            blob.Verify();
        }
    }

    private static async Task<byte[]> ReadAsync(SiteService service, Digest digest, CancellationToken cancellationToken)
    {
        await using var blob = ReleaseBlob.Open(service, digest, size: null);
        if (blob.Length > OciDocument.Limit)
        {
            throw ReleaseBlob.Changed(service, digest, $"is larger than {OciDocument.Limit} bytes");
        }

        var content = new byte[blob.Length];
        await blob.ReadExactlyAsync(content, cancellationToken);
        blob.Verify();
        return content;
    }

    private static async Task WriteAsync(TarWriter writer, string name, byte[] content, CancellationToken cancellationToken)
    {
        await using var stream = new MemoryStream(content, writable: false);
        await writer.WriteEntryAsync(Entry(name, stream), cancellationToken);
    }

    private static GnuTarEntry Entry(string name, Stream content) =>
        new(TarEntryType.RegularFile, name)
        {
            Mode = Readable,
            ModificationTime = DateTimeOffset.UnixEpoch,
            DataStream = content,
        };

    private static string Name(Digest digest) => $"blobs/sha256/{digest.Hex}";

    private byte[] Index() =>
        OciDocument.Write(
            new ImageIndex
            {
                SchemaVersion = 2,
                MediaType = MediaTypes.OciIndex,
                Manifests =
                [
                    new Descriptor
                    {
                        MediaType = _manifest.MediaType ?? MediaTypes.OciManifest,
                        Digest = _service.ManifestDigest,
                        Size = _manifestBytes.Length,
                        // The first is containerd's spelling of a full name, the second the specification's.
                        Annotations = new Dictionary<string, string>
                        {
                            ["io.containerd.image.name"] = $"docker.io/{_service.Reference}",
                            ["org.opencontainers.image.ref.name"] = _service.Reference[(_service.Reference.LastIndexOf(':') + 1)..],
                        },
                    },
                ],
            }
        );

    private byte[] DockerManifest()
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteString("Config", Name(_service.ConfigDigest));
            json.WriteStartArray("RepoTags");
            json.WriteStringValue(_service.Reference);
            json.WriteEndArray();
            json.WriteStartArray("Layers");
            foreach (var layer in _manifest.Layers)
            {
                json.WriteStringValue(Name(layer.Digest));
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
        }

        return output.ToArray();
    }
}
