using Phederation.Containers.Engine.Models;
using Phederation.Containers.Images;
using Phederation.Images.FileSystem;
using Phederation.Images.Generating;
using Phederation.Images.Packages;

namespace Phederation.Images.Building;

/// <content>Images without a Dockerfile: written by us, so that the same inputs give the same image ID on every machine.</content>
public sealed partial class ImageBuilder
{
    private async Task<(ImageDetails Image, string InputsHash, bool IsReused)> WriteBaseAsync(
        ImageWork work,
        IReadOnlyList<FileGenerator> generators,
        BuildCache cache,
        WorkFolder folder,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        var layers = await WriteLayersAsync(work, generators, cache, folder, progress, cancellationToken);
        var layer = layers.Packages;
        if (layers.Generated is not null)
        {
            throw new ImageException(
                ImageFault.BadDefinition,
                $"{work.Definition.DefinitionPath}: generated files need a Dockerfile that copies them (COPY generated/ /)"
            );
        }

        var config = BaseImageConfig.Write(work, layer.DiffId);
        var archive = new DockerArchive(config, [new DockerArchiveLayer(layer.DiffId, layer.Path)], []);
        var id = archive.ImageId.ToString();
        var present = await _engine.Images.InspectAsync(id, cancellationToken);
        if (present is not null)
        {
            return (present, work.ContentHash(layers), true);
        }

        progress?.Report($"loading {work.Definition.Reference}");
        await _engine.Images.LoadAsync(archive.WriteAsync, cancellationToken);
        var image =
            await _engine.Images.InspectAsync(id, cancellationToken)
            ?? throw new ImageException(ImageFault.NotAsDefined, $"the engine loaded {work.Definition.Reference}, but not as {id}");
        return (image, work.ContentHash(layers), false);
    }

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
        var trees = await assembler.AssembleAsync(work.Definition, work.Bases, generators, progress, cancellationToken);
        progress?.Report($"writing the layers of {work.Definition.Reference}");
        var epoch = work.Lock.SourceEpoch;
        var packages = await TreeWriter.WriteAsync(trees.Packages, epoch, folder["packages.tar"], cancellationToken);
        return new ImageLayers(
            new LayerFile(packages.DiffId, folder["packages.tar"]),
            trees.Generated is null
                ? null
                : new LayerFile(
                    (await TreeWriter.WriteAsync(trees.Generated, epoch, folder["generated.tar"], cancellationToken)).DiffId,
                    folder["generated.tar"]
                )
        );
    }
}
