using Phederation.Containers.Engine.Models;
using Phederation.Containers.Images;
using Phederation.Images.FileSystem;
using Phederation.Images.Packages;

namespace Phederation.Images.Building;

/// <content>Images without a Dockerfile: written by us, so that the same inputs give the same image ID on every machine.</content>
public sealed partial class ImageBuilder
{
    private async Task<(ImageDetails Image, string InputsHash, bool IsReused)> WriteBaseAsync(
        ImageWork work,
        BuildCache cache,
        WorkFolder folder,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        var layerFile = folder["layer.tar"];
        var layer = await WriteLayerAsync(work, cache, folder, layerFile, progress, cancellationToken);
        var config = BaseImageConfig.Write(work, layer.DiffId);
        var archive = new DockerArchive(config, [new DockerArchiveLayer(layer.DiffId, layerFile)], []);
        var id = archive.ImageId.ToString();
        var present = await _engine.Images.InspectAsync(id, cancellationToken);
        if (present is not null)
        {
            return (present, work.ContentHash(layer.DiffId), true);
        }

        progress?.Report($"loading {work.Definition.Reference}");
        await _engine.Images.LoadAsync(archive.WriteAsync, cancellationToken);
        var image =
            await _engine.Images.InspectAsync(id, cancellationToken)
            ?? throw new ImageException(ImageFault.NotAsDefined, $"the engine loaded {work.Definition.Reference}, but not as {id}");
        return (image, work.ContentHash(layer.DiffId), false);
    }

    private async Task<LayerDigest> WriteLayerAsync(
        ImageWork work,
        BuildCache cache,
        WorkFolder folder,
        string layerFile,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        var store = cache.Packages(work.Lock.Distribution, _processes);
        var assembler = new TreeAssembler(store, new PackageOpener(_processes, folder.Path), work.Lock);
        var tree = await assembler.AssembleAsync(work.Definition, work.Bases, progress, cancellationToken);
        progress?.Report($"writing the layer of {work.Definition.Reference}");
        return await TreeWriter.WriteAsync(tree, work.Lock.SourceEpoch, layerFile, cancellationToken);
    }
}
