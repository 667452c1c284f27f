using Phederation.Containers.Oci;

namespace Phederation.Containers.Images;

/// <content>Archives of images that came from a registry.</content>
public sealed partial class DockerArchive
{
    /// <summary>
    /// An archive of an image in a layout. Older engines load no layouts; its layers go into the archive as they are, compressed or not, and every byte is
    /// checked while the archive is written.
    /// </summary>
    /// <param name="layout">The layout.</param>
    /// <param name="manifest">The digest of the image's manifest.</param>
    /// <param name="references">What the engine shall tag the image with; may be empty.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="OciException">The image is incomplete, changed, or has layers that engines can't read.</exception>
    public static async Task<DockerArchive> FromLayoutAsync(
        OciLayout layout,
        Digest manifest,
        IReadOnlyList<string> references,
        CancellationToken cancellationToken = default
    )
    {
        var image = OciDocument.ParseManifest(await layout.ReadBlobAsync(manifest, cancellationToken: cancellationToken));
        var config = await layout.ReadBlobAsync(image.Config.Digest, cancellationToken: cancellationToken);
        var diffIds = OciDocument.ParseConfig(config).RootFs.DiffIds;
        if (diffIds.Count != image.Layers.Count)
        {
            throw new OciException(
                OciErrorKind.Malformed,
                $"The image {manifest} has {image.Layers.Count} layers, but its configuration names {diffIds.Count}."
            );
        }

        foreach (var layer in image.Layers)
        {
            if (layer.MediaType is not (MediaTypes.OciLayer or MediaTypes.OciLayerGzip or MediaTypes.DockerLayerGzip))
            {
                throw new OciException(
                    OciErrorKind.Malformed,
                    $"The layer {layer.Digest} is a '{layer.MediaType}', which not every engine loads."
                );
            }
        }

        var layers = image.Layers.Zip(
            diffIds,
            (layer, diffId) => new DockerArchiveLayer(diffId, layout.BlobPath(layer.Digest)) { Blob = layer }
        );
        return new DockerArchive(config, [.. layers], references) { _layout = layout };
    }
}
