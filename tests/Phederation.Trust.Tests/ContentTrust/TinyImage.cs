using System.Formats.Tar;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Phederation.Containers.Oci;

namespace Phederation.Trust.Tests.ContentTrust;

/// <summary>An image of one layer with one file, as the bytes that a registry keeps.</summary>
internal sealed class TinyImage
{
    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";

    public TinyImage(string content)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
        {
            writer.WriteEntry(
                new UstarTarEntry(TarEntryType.RegularFile, "content")
                {
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)),
                    ModificationTime = DateTimeOffset.UnixEpoch,
                }
            );
        }

        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(tar.ToArray());
        }

        Layer = compressed.ToArray();
        DiffId = Digest.Sha256(tar.ToArray());
        Config = Encoding.UTF8.GetBytes(
            $$$"""{"architecture":"amd64","os":"linux","config":{"Cmd":["/content"],"Labels":{"phederation.test":"trust"}},"rootfs":{"type":"layers","diff_ids":["{{{DiffId}}}"]}}"""
        );
        Manifest = Encoding.UTF8.GetBytes(
            $$$"""
            {"schemaVersion":2,"mediaType":"{{{ManifestType}}}","config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":{{{Config.Length}}},"digest":"{{{Digest.Sha256(
                Config
            )}}}"},"layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":{{{Layer.Length}}},"digest":"{{{Digest.Sha256(
                Layer
            )}}}"}]}
            """
        );
    }

    public byte[] Layer { get; }

    public Digest DiffId { get; }

    public byte[] Config { get; }

    public byte[] Manifest { get; }

    public Digest ManifestDigest => Digest.Sha256(Manifest);

    public Digest ImageId => Digest.Sha256(Config);

    /// <summary>Puts the image into a registry under a tag.</summary>
    public async Task PushAsync(Uri registry, string repository, string tag, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = registry };
        foreach (var blob in (byte[][])[Layer, Config])
        {
            using var begun = await http.PostAsync($"/v2/{repository}/blobs/uploads/", null, cancellationToken);
            begun.EnsureSuccessStatusCode();
            var location = begun.Headers.Location!.ToString();
            var address = $"{location}{(location.Contains('?') ? '&' : '?')}digest={Uri.EscapeDataString(Digest.Sha256(blob).ToString())}";
            using var put = await http.PutAsync(address, new ByteArrayContent(blob), cancellationToken);
            put.EnsureSuccessStatusCode();
        }

        using var content = new ByteArrayContent(Manifest);
        content.Headers.ContentType = new MediaTypeHeaderValue(ManifestType);
        using var pushed = await http.PutAsync($"/v2/{repository}/manifests/{tag}", content, cancellationToken);
        pushed.EnsureSuccessStatusCode();
    }

    /// <summary>Takes a manifest out of a registry.</summary>
    public async Task DeleteAsync(Uri registry, string repository, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = registry };
        using var deleted = await http.DeleteAsync($"/v2/{repository}/manifests/{ManifestDigest}", cancellationToken);
        deleted.EnsureSuccessStatusCode();
    }
}
