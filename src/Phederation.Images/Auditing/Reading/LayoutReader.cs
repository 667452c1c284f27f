using Phederation.Containers.Oci;

namespace Phederation.Images.Auditing.Reading;

/// <summary>Reads an image of an OCI image layout.</summary>
internal sealed class LayoutReader(ReadBudget budget)
{
    /// <summary>Reads the only image of a layout, or that of a name; of one for several machines that for linux/amd64.</summary>
    public async Task<AuditedImage> ReadAsync(string folder, string? name, CancellationToken cancellationToken)
    {
        try
        {
            var layout = await OciLayout.OpenAsync(folder, cancellationToken);
            var manifest = await ManifestAsync(layout, layout.Find(name), cancellationToken);
            if (manifest.Layers.Count > budget.Limits.MostLayers)
            {
                throw budget.Fault($"it has {manifest.Layers.Count} layers");
            }

            var config = await layout.ReadBlobAsync(manifest.Config.Digest, cancellationToken: cancellationToken);
            var reader = new LayerReader(budget);
            var layers = new List<AuditedLayer>();
            foreach (var descriptor in manifest.Layers)
            {
                layers.Add(await LayerAsync(layout, descriptor, reader, cancellationToken));
            }

            return ImageAssembler.Assemble(config, layers, name is null ? [] : [name], expected: null, budget);
        }
        catch (OciException exception)
        {
            throw budget.Fault(exception.Message, exception);
        }
    }

    private static async Task<ImageManifest> ManifestAsync(OciLayout layout, Descriptor entry, CancellationToken cancellationToken)
    {
        if (MediaTypes.IsIndex(entry.MediaType))
        {
            var index = OciDocument.ParseIndex(await layout.ReadBlobAsync(entry.Digest, cancellationToken: cancellationToken));
            entry =
                index.Manifests.FirstOrDefault(manifest => manifest.Platform is { Os: "linux", Architecture: "amd64" })
                ?? throw new OciException(OciErrorKind.Missing, $"{layout.Folder} holds no image for linux/amd64.");
        }

        return OciDocument.ParseManifest(await layout.ReadBlobAsync(entry.Digest, cancellationToken: cancellationToken));
    }

    private async Task<AuditedLayer> LayerAsync(
        OciLayout layout,
        Descriptor descriptor,
        LayerReader reader,
        CancellationToken cancellationToken
    )
    {
        await using var blob = layout.OpenBlob(descriptor.Digest, descriptor.Size);
        var head = new byte[TarBlock.Size];
        var length = await blob.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        var form = LayerMagic.Of(head.AsSpan(0, length));
        if (form is not (LayerForm.Tar or LayerForm.Gzip))
        {
            throw budget.Fault($"the layer {descriptor.Digest} is a '{descriptor.MediaType}', neither a tar nor one packed by gzip");
        }

        var layer = await reader.ReadAsync(
            new CountingStream(head.AsMemory(0, length), blob),
            form == LayerForm.Gzip,
            descriptor.Digest.ToString(),
            cancellationToken
        );

        // The digest is checked at the end, which a reader of gzip does not reach by itself.
        await blob.CopyToAsync(Stream.Null, cancellationToken);
        return layer;
    }
}
