using Phederation.Images.FileSystem;
using Phederation.Images.Generating;
using Phederation.Images.Packages;

namespace Phederation.Images.Building;

/// <content>The layers of an image, of its packages, generated files and root files.</content>
public sealed partial class ImageBuilder
{
    private async Task<ImageLayers> WriteLayersAsync(
        ImageWork work,
        IReadOnlyList<FileGenerator> generators,
        BuildCache cache,
        WorkFolder folder,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        var store = cache.Packages(work.Lock.Distribution, _processes);
        var assembler = new TreeAssembler(store, new PackageOpener(_processes, folder.Path), work.Lock);
        var trees = await assembler.AssembleAsync(work, generators, progress, cancellationToken);
        progress?.Report($"writing the layers of {work.Definition.Reference}");
        return new ImageLayers(
            (await WriteAsync(trees.Packages, "packages.tar"))!,
            await WriteAsync(trees.Generated, "generated.tar"),
            await WriteAsync(trees.RootFiles, "rootfs.tar")
        );

        async Task<LayerFile?> WriteAsync(ImageTree? tree, string name)
        {
            if (tree is null)
            {
                return null;
            }

            var layer = await TreeWriter.WriteAsync(tree, work.Lock.SourceEpoch, folder[name], cancellationToken);
            return new LayerFile(layer.DiffId, folder[name]);
        }
    }
}
