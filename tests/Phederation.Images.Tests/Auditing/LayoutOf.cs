using System.IO.Compression;
using Phederation.Containers.Oci;
using Phederation.Testing;

namespace Phederation.Images.Tests.Auditing;

/// <summary>Makes an OCI layout of an image, with layers packed by gzip.</summary>
internal static class LayoutOf
{
    public static async Task<string> ImageAsync(TestImage image, TempFolder folder, CancellationToken cancellationToken)
    {
        image.Archive(folder);
        var layers = Directory.EnumerateFiles(folder.Path, "layer*.tar").Order(StringComparer.Ordinal).ToList();
        var layout = await OciLayout.CreateAsync(folder["layout"], cancellationToken);
        var descriptors = new List<Descriptor>();
        foreach (var layer in layers)
        {
            using var packed = new MemoryStream();
            await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            {
                await gzip.WriteAsync(await File.ReadAllBytesAsync(layer, cancellationToken), cancellationToken);
            }

            descriptors.Add(await layout.AddBlobAsync(packed.ToArray(), MediaTypes.OciLayerGzip, cancellationToken));
        }

        var config = new ImageConfig
        {
            Architecture = "amd64",
            Os = "linux",
            Config = image.Config,
            RootFs = new RootFs { Type = "layers", DiffIds = [.. layers.Select(layer => Digest.Sha256(File.ReadAllBytes(layer)))] },
        };
        var manifest = new ImageManifest
        {
            SchemaVersion = 2,
            MediaType = MediaTypes.OciManifest,
            Config = await layout.AddBlobAsync(OciDocument.Write(config), MediaTypes.OciConfig, cancellationToken),
            Layers = descriptors,
        };
        await layout.AddManifestAsync(OciDocument.Write(manifest), MediaTypes.OciManifest, cancellationToken: cancellationToken);
        return layout.Folder;
    }
}
