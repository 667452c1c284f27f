using System.Text.Json;
using Phederation.Containers.Streams;

namespace Phederation.Containers.Oci;

/// <summary>
/// An image layout on disk (OCI image-layout.md): blobs by digest, and an index that names the images. Every byte that is read is checked against its
/// digest; links in place of files are refused, because a layout may come from outside.
/// </summary>
public sealed class OciLayout
{
    /// <summary>The annotation that names an image in the index.</summary>
    public const string ReferenceName = "org.opencontainers.image.ref.name";

    private const string Marker = "oci-layout";
    private const string IndexFile = "index.json";
    private const string LayoutVersion = "1.0.0";

    private OciLayout(string folder, ImageIndex index)
    {
        Folder = folder;
        Index = index;
    }

    /// <summary>The layout's absolute path.</summary>
    public string Folder { get; }

    /// <summary>The images of the layout.</summary>
    public ImageIndex Index { get; private set; }

    /// <summary>Makes an empty layout, or opens the one that is there.</summary>
    /// <exception cref="OciException">What is there is no layout.</exception>
    public static async Task<OciLayout> CreateAsync(string folder, CancellationToken cancellationToken = default)
    {
        if (File.Exists(Path.Combine(folder, Marker)))
        {
            return await OpenAsync(folder, cancellationToken);
        }

        Directory.CreateDirectory(Path.Combine(folder, "blobs", "sha256"));
        var layout = new OciLayout(
            Path.GetFullPath(folder),
            new ImageIndex
            {
                SchemaVersion = 2,
                MediaType = MediaTypes.OciIndex,
                Manifests = [],
            }
        );
        await layout.WriteFileAsync(IndexFile, OciDocument.Write(layout.Index), cancellationToken);
        var marker = JsonSerializer.SerializeToUtf8Bytes(new LayoutMarker(LayoutVersion), OciJsonContext.Default.LayoutMarker);
        await layout.WriteFileAsync(Marker, marker, cancellationToken);
        return layout;
    }

    /// <summary>Opens a layout.</summary>
    /// <exception cref="OciException">It is missing or malformed.</exception>
    public static async Task<OciLayout> OpenAsync(string folder, CancellationToken cancellationToken = default)
    {
        var full = Path.GetFullPath(folder);
        var marker = OciDocument.Read(
            await ReadFileAsync(full, Marker, cancellationToken),
            OciJsonContext.Default.LayoutMarker,
            $"file {Marker} of {full}"
        );
        return marker.ImageLayoutVersion == LayoutVersion
            ? new OciLayout(full, OciDocument.ParseIndex(await ReadFileAsync(full, IndexFile, cancellationToken)))
            : throw new OciException(
                OciErrorKind.Malformed,
                $"{full} is an image layout of version '{marker.ImageLayoutVersion}'; {LayoutVersion} is read."
            );
    }

    /// <summary>The only image, or the one of a name.</summary>
    /// <exception cref="OciException">There is none, or more than one without a name asked for.</exception>
    public Descriptor Find(string? name = null)
    {
        var found = Index
            .Manifests.Where(manifest => name is null || manifest.Annotations?.GetValueOrDefault(ReferenceName) == name)
            .ToArray();
        return found.Length == 1
            ? found[0]
            : throw new OciException(
                OciErrorKind.Missing,
                $"{Folder} holds {found.Length} images {(name is null ? "" : $"named '{name}'")}; one is expected."
            );
    }

    /// <summary>Where a blob is.</summary>
    public string BlobPath(Digest digest) => Path.Combine(Folder, "blobs", "sha256", digest.Hex);

    /// <summary>Adds a blob from memory.</summary>
    public Task<Descriptor> AddBlobAsync(ReadOnlyMemory<byte> content, string mediaType, CancellationToken cancellationToken = default) =>
        AddBlobAsync(new Images.MemoryContent(content).Open(), mediaType, null, cancellationToken);

    /// <summary>Adds a blob; nothing half-written stays under its name.</summary>
    /// <param name="content">Read to its end and disposed of.</param>
    /// <param name="mediaType">What it is.</param>
    /// <param name="expected">The digest it must have; null takes what it has.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OciException">It is not what was expected.</exception>
    public async Task<Descriptor> AddBlobAsync(
        Stream content,
        string mediaType,
        Digest? expected,
        CancellationToken cancellationToken = default
    )
    {
        await using var source = content;
        var partial = Path.Combine(Folder, "blobs", $".{Path.GetRandomFileName()}.partial");
        try
        {
            Digest digest;
            long length;
            await using (
                var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 128 << 10, useAsync: false)
            )
            {
                await using var hashing = new HashingStream(file);
                await source.CopyToAsync(hashing, 128 << 10, cancellationToken);
                digest = hashing.Digest;
                length = hashing.Length;
            }

            if (expected is not null && digest != expected)
            {
                throw new OciException(
                    OciErrorKind.DigestMismatch,
                    $"The bytes named {expected} are those of {digest}: they were changed or damaged."
                );
            }

            File.Move(partial, BlobPath(digest), overwrite: true);
            return new Descriptor
            {
                MediaType = mediaType,
                Digest = digest,
                Size = length,
            };
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Adds a manifest by its original bytes and names it in the index; an older image of the same name leaves the index. One at a time: blobs may be added in parallel, but the index is one file.</summary>
    public async Task<Descriptor> AddManifestAsync(
        ReadOnlyMemory<byte> manifest,
        string mediaType,
        string? name = null,
        CancellationToken cancellationToken = default
    )
    {
        var blob = await AddBlobAsync(manifest, mediaType, cancellationToken);
        var entry = name is null ? blob : blob with { Annotations = new Dictionary<string, string> { [ReferenceName] = name } };
        var others = Index.Manifests.Where(other =>
            other.Digest != blob.Digest && (name is null || other.Annotations?.GetValueOrDefault(ReferenceName) != name)
        );
        Index = Index with { Manifests = [.. others, entry] };
        await WriteFileAsync(IndexFile, OciDocument.Write(Index), cancellationToken);
        return entry;
    }

    /// <summary>Opens a blob; the stream fails at its end when the bytes are not those of the digest.</summary>
    /// <exception cref="OciException">It is not there, or is a link.</exception>
    public Stream OpenBlob(Digest digest, long? length = null) =>
        new VerifyingStream(OpenFile(BlobPath(digest), $"blob {digest}"), digest, length, Folder);

    /// <summary>A blob's bytes, verified.</summary>
    /// <exception cref="OciException">It is not there, is a link, is too large, or is not what its digest names.</exception>
    public async Task<byte[]> ReadBlobAsync(Digest digest, int limit = OciDocument.Limit, CancellationToken cancellationToken = default)
    {
        await using var stream = OpenBlob(digest);
        return await BoundedReader.ReadAsync(stream, limit, $"blob {digest} of {Folder}", cancellationToken);
    }

    /// <summary>Reads every byte of an image (manifest, configuration, layers) and checks digests and lengths. Returns the manifest.</summary>
    /// <exception cref="OciException">Something is missing or is not what it should be.</exception>
    public async Task<ImageManifest> VerifyAsync(Digest manifestDigest, CancellationToken cancellationToken = default)
    {
        var manifest = OciDocument.ParseManifest(await ReadBlobAsync(manifestDigest, cancellationToken: cancellationToken));
        foreach (var descriptor in manifest.Layers.Prepend(manifest.Config))
        {
            await using var blob = OpenBlob(descriptor.Digest, descriptor.Size);
            await blob.CopyToAsync(Stream.Null, 128 << 10, cancellationToken);
        }

        return manifest;
    }

    private static FileStream OpenFile(string path, string what)
    {
        var file = new FileInfo(path);
        return file is { Exists: true, LinkTarget: null }
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 128 << 10, useAsync: false)
            : throw new OciException(OciErrorKind.Missing, $"The {what} is missing or no plain file: {path}.");
    }

    private static async Task<byte[]> ReadFileAsync(string folder, string name, CancellationToken cancellationToken)
    {
        await using var file = OpenFile(Path.Combine(folder, name), $"file {name} of an image layout");
        return await BoundedReader.ReadAsync(file, OciDocument.Limit, $"{name} of {folder}", cancellationToken);
    }

    private async Task WriteFileAsync(string name, byte[] content, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Folder, name);
        await File.WriteAllBytesAsync(path + ".partial", content, cancellationToken);
        File.Move(path + ".partial", path, overwrite: true);
    }
}
