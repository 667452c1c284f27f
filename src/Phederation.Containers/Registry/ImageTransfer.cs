using Phederation.Containers.Oci;

namespace Phederation.Containers.Registry;

/// <summary>Copies images between registries and layouts, byte for byte.</summary>
public static class ImageTransfer
{
    /// <summary>Copies an image from a registry into a layout, with the registry's original bytes; blobs that the layout has are not read again.</summary>
    /// <param name="source">The registry.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="reference">A tag or a digest of one image (not of an index).</param>
    /// <param name="target">The layout.</param>
    /// <param name="name">The image's name in the layout's index.</param>
    /// <param name="cancellationToken">Ends the copy; what was copied whole stays.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="OciException">What the registry has is not what its digests name, or is no image.</exception>
    public static async Task<Descriptor> CopyAsync(
        RegistryClient source,
        string repository,
        string reference,
        OciLayout target,
        string? name = null,
        CancellationToken cancellationToken = default
    )
    {
        var found =
            await source.GetManifestAsync(repository, reference, cancellationToken)
            ?? throw new RegistryException(
                RegistryErrorKind.NotFound,
                $"copy {repository}:{reference}",
                $"{source.Registry.Authority} has no such image."
            );
        var manifest = OciDocument.ParseManifest(found.Bytes.Span);
        foreach (var blob in manifest.Layers.Prepend(manifest.Config))
        {
            if (!await HasAsync(target, blob, cancellationToken))
            {
                var content = await source.OpenBlobAsync(repository, blob.Digest, blob.Size, cancellationToken);
                await target.AddBlobAsync(content, blob.MediaType, blob.Digest, cancellationToken);
            }
        }

        var mediaType = manifest.MediaType ?? (MediaTypes.IsManifest(found.MediaType) ? found.MediaType : MediaTypes.OciManifest);
        return await target.AddManifestAsync(found.Bytes, mediaType, name, cancellationToken);
    }

    /// <summary>Copies an image from a layout into a registry, with the original bytes.</summary>
    /// <param name="source">The layout.</param>
    /// <param name="image">The image's manifest.</param>
    /// <param name="target">The registry.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag; null puts the manifest under its digest only.</param>
    /// <param name="cancellationToken">Ends the copy.</param>
    public static async Task CopyAsync(
        OciLayout source,
        Descriptor image,
        RegistryClient target,
        string repository,
        string? tag,
        CancellationToken cancellationToken = default
    )
    {
        var bytes = await source.ReadBlobAsync(image.Digest, cancellationToken: cancellationToken);
        var manifest = OciDocument.ParseManifest(bytes);
        foreach (var blob in manifest.Layers.Prepend(manifest.Config))
        {
            await target.PutBlobAsync(repository, blob, () => source.OpenBlob(blob.Digest, blob.Size), cancellationToken);
        }

        await target.PutManifestAsync(
            repository,
            tag ?? image.Digest.ToString(),
            bytes,
            manifest.MediaType ?? image.MediaType,
            cancellationToken
        );
    }

    private static async Task<bool> HasAsync(OciLayout layout, Descriptor blob, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = layout.OpenBlob(blob.Digest, blob.Size);
            await stream.CopyToAsync(Stream.Null, 128 << 10, cancellationToken);
            return true;
        }
        catch (OciException)
        {
            // Absent or damaged: copied anew either way.
            return false;
        }
    }
}
