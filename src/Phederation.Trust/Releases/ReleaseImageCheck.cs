using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using Phederation.Containers.Oci;
using Phederation.Trust.ContentTrust;
using Phederation.Trust.Tuf;

namespace Phederation.Trust.Releases;

/// <summary>
/// Follows one image of a release: its signed tag → manifest digest → manifest bytes → configuration digest → configuration bytes →
/// layers → their uncompressed digests.
/// </summary>
internal sealed class ReleaseImageCheck(
    string folder,
    ReleaseImage image,
    IReadOnlyDictionary<string, ReleaseFile> files,
    IReadOnlyCollection<string> pins,
    TrustVersions saved,
    TimeProvider clock,
    Findings findings
)
{
    private const int MaximumProfile = 1 << 20;
    private const int MaximumLayers = 256;
    private const long MaximumUncompressed = 32L << 30;
    private const int BufferSize = 128 << 10;
    private const string Mend = "take the release again from its maker";

    private string Where => $"image {image.Name}";

    /// <summary>Checks the image.</summary>
    /// <returns>The image and its signature; null when it is refused.</returns>
    public async Task<(VerifiedImage Image, SignedImage Signed)?> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            CheckPaths();
            CheckRuntime();
            var signed = await CheckSignatureAsync(cancellationToken);
            var (manifest, config) = CheckDocuments();
            for (var i = 0; i < manifest.Layers.Count; i++)
            {
                await CheckLayerAsync(manifest.Layers[i], config.RootFs.DiffIds[i], cancellationToken);
            }

            var profile = ReadListed(image.Profile, MaximumProfile);
            findings.Holds(
                $"{image.Name}: the tag {image.Gun}:{image.Tag} is signed for {image.ManifestDigest}, with {manifest.Layers.Count} layers, "
                    + $"configuration {image.ConfigDigest}"
            );
            return (new VerifiedImage(folder, image, profile, manifest, config), signed);
        }
        catch (RefusedException fault)
        {
            findings.Refuse(fault.Refusal);
        }
        catch (OciException fault)
        {
            findings.Refuse(RefusalCode.Malformed, fault.Message, Where, Mend);
        }
        catch (InvalidDataException fault)
        {
            findings.Refuse(RefusalCode.Malformed, $"a layer can't be uncompressed: {fault.Message}", Where, Mend);
        }

        return null;
    }

    /// <summary>The paths are where they belong: otherwise one image could name another's files.</summary>
    private void CheckPaths()
    {
        if (
            image.Profile != ReleaseLayout.Profile(image.Name)
            || image.Evidence != ReleaseLayout.Evidence(image.Name)
            || image.Layout != ReleaseLayout.Image(image.Name)
        )
        {
            throw Refuse(RefusalCode.UnsafePath, "its profile, evidence or layout is not in the folders of its name");
        }

        if (!files.ContainsKey(image.Profile) || !files.ContainsKey(image.Evidence))
        {
            throw Refuse(RefusalCode.Missing, "its profile or evidence is not listed");
        }
    }

    private void CheckRuntime()
    {
        var runtime = image.Runtime;
        var problems = StrictJson.Shaped(
            Where,
            () =>
            {
                StrictJson.NoNulls(runtime.Tmpfs);
                StrictJson.NoNulls(runtime.Volumes);
                StrictJson.NoNulls(runtime.Secrets);
                StrictJson.NoNulls(runtime.Ports);
                StrictJson.NoNulls(runtime.Ulimits);
                StrictJson.NoNulls([.. runtime.Environment.Values]);
                return runtime.Problems();
            }
        );
        if (problems.Count > 0)
        {
            throw Refuse(RefusalCode.Malformed, $"its runtime contract can't be run: {string.Join("; ", problems)}");
        }
    }

    private async Task<SignedImage> CheckSignatureAsync(CancellationToken cancellationToken)
    {
        var path = ReleaseLayout.ImageTrust(image.Name);
        var verification = await ImageVerifier.VerifyFolderAsync(
            ReleaseLayout.OnDisk(folder, path),
            path,
            image.Gun,
            image.Tag,
            pins,
            saved,
            clock,
            cancellationToken
        );
        if (verification.Image is not { } signed)
        {
            throw new RefusedException(verification.Refusals[0]);
        }

        return signed.Manifest.ToString() == image.ManifestDigest && signed.Length == image.ManifestLength
            ? signed
            : throw Refuse(
                RefusalCode.Mismatch,
                $"the tag {image.Tag} is signed for {signed.Manifest} ({signed.Length} bytes), the release has {image.ManifestDigest}"
            );
    }

    private (ImageManifest Manifest, ImageConfig Config) CheckDocuments()
    {
        // One manifest, or a reader could take another one of the same name.
        var index = OciDocument.ParseIndex(ReadListed($"{image.Layout}/index.json", OciDocument.Limit));
        if (index.Manifests.Count != 1 || index.Manifests[0] is not { } entry || entry.Digest.ToString() != image.ManifestDigest)
        {
            throw Refuse(
                RefusalCode.Mismatch,
                $"its layout holds {index.Manifests.Count} manifests instead of {image.ManifestDigest} alone"
            );
        }

        var manifestBytes = ReadBlob(entry.Digest);
        if (manifestBytes.Length != image.ManifestLength || entry.Size != image.ManifestLength)
        {
            throw Refuse(RefusalCode.Mismatch, "its manifest has another length than the signed one");
        }

        var manifest = OciDocument.ParseManifest(manifestBytes);
        if (manifest.Config.Digest.ToString() != image.ConfigDigest)
        {
            throw Refuse(
                RefusalCode.Mismatch,
                $"its manifest names the configuration {manifest.Config.Digest} instead of {image.ConfigDigest}"
            );
        }

        var configBytes = ReadBlob(manifest.Config.Digest);
        var config = OciDocument.ParseConfig(configBytes);
        if (configBytes.Length != manifest.Config.Size || config.RootFs.DiffIds.Count != manifest.Layers.Count)
        {
            throw Refuse(RefusalCode.Mismatch, "its configuration has another size or number of layers than its manifest");
        }

        return manifest.Layers.Count <= MaximumLayers ? (manifest, config) : throw Refuse(RefusalCode.Malformed, "it has too many layers");
    }

    private async Task CheckLayerAsync(Descriptor layer, Digest diffId, CancellationToken cancellationToken)
    {
        var isCompressed = layer.MediaType switch
        {
            MediaTypes.OciLayerGzip or MediaTypes.DockerLayerGzip => true,
            MediaTypes.OciLayer => false,
            _ => throw Refuse(RefusalCode.Unsupported, $"its layer {layer.Digest} has the type '{layer.MediaType}'"),
        };
        var path = BlobPath(layer.Digest);
        if (!files.TryGetValue(path, out var listed) || listed.Sha256 != layer.Digest.Hex || listed.Length != layer.Size)
        {
            throw Refuse(RefusalCode.Mismatch, $"its layer {layer.Digest} is not listed with its digest and size");
        }

        await using var file = FileHash.Open(ReleaseLayout.OnDisk(folder, path));
        await using Stream content = isCompressed ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var length = 0L;
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                length += read;
                if (length > MaximumUncompressed)
                {
                    throw Refuse(
                        RefusalCode.Malformed,
                        $"its layer {layer.Digest} is larger than {MaximumUncompressed} bytes uncompressed"
                    );
                }

                hash.AppendData(buffer.AsSpan(0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (Digest.FromHash(hash.GetHashAndReset()) != diffId)
        {
            throw Refuse(RefusalCode.Mismatch, $"its layer {layer.Digest} does not uncompress to {diffId}, which its configuration names");
        }
    }

    private byte[] ReadBlob(Digest digest)
    {
        var bytes = ReadListed(BlobPath(digest), OciDocument.Limit);
        return Digest.Sha256(bytes) == digest ? bytes : throw Refuse(RefusalCode.Mismatch, $"its blob {digest} has other bytes");
    }

    /// <summary>Reads a file and compares it once more with what is listed: it could have changed since.</summary>
    private byte[] ReadListed(string path, int limit)
    {
        if (!files.TryGetValue(path, out var listed))
        {
            throw new RefusedException(RefusalCode.Missing, "the file is not listed", path, Mend);
        }

        var bytes = BoundedFile.Read(ReleaseLayout.OnDisk(folder, path), limit, path);
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == listed.Sha256
            ? bytes
            : throw new RefusedException(RefusalCode.Altered, "its bytes are not the listed ones", path, Mend);
    }

    private string BlobPath(Digest digest) => $"{image.Layout}/blobs/sha256/{digest.Hex}";

    private RefusedException Refuse(string code, string what) => new(code, what, Where, Mend);
}
