using Phederation.Containers.Engine.Models;
using Phederation.Containers.Images;

namespace Phederation.Images.Building;

/// <content>Images that are written here, so that the same inputs give the same image ID on every machine.</content>
public sealed partial class ImageBuilder
{
    private async Task<(ImageDetails Image, bool IsReused)> LoadAsync(
        ImageWork work,
        BuildCache cache,
        WrittenImage written,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        var kept = await cache.Written.SaveAsync(work.Definition.Name, written, cancellationToken);
        var id = kept.ImageId.ToString();
        if (await _engine.Images.InspectAsync(id, cancellationToken) is { } present)
        {
            return (present, true);
        }

        progress?.Report($"loading {work.Definition.Reference}");
        var layers = kept.Layers.Select(layer => new DockerArchiveLayer(layer.DiffId, layer.Path));
        await _engine.Images.LoadAsync(new DockerArchive(kept.ConfigBytes, [.. layers], []).WriteAsync, cancellationToken);
        var image =
            await _engine.Images.InspectAsync(id, cancellationToken)
            ?? throw new ImageException(ImageFault.NotAsDefined, $"the engine loaded {work.Definition.Reference}, but not as {id}");
        return (image, false);
    }
}
