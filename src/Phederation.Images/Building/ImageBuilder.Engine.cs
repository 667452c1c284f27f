using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Containers.Images;

namespace Phederation.Images.Building;

/// <content>Images that need an engine, because their Dockerfile runs commands or copies in ways of its own.</content>
public sealed partial class ImageBuilder
{
    private async Task<ImageDetails> BuildByEngineAsync(
        ImageWork work,
        ImageLayers layers,
        BuildLimits limits,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        progress?.Report($"building {work.Definition.Reference}");
        var request = new EngineBuildRequest
        {
            // The classic builder takes FROM an image ID, so that no tag that was moved meanwhile, and no registry, can come between.
            Version = BuilderVersion.Classic,
            WriteContext = (target, token) => WriteContextAsync(work, layers, target, token),
            Arguments = work.BaseId is { } id ? new Dictionary<string, string> { ["BASE"] = id.ToString() } : [],
            Labels = work.Labels,
            NetworkMode = "none",
        };
        var built = await new BoundedBuild(_engine, limits, _time).RunAsync(work.Definition, request, cancellationToken);
        return await _engine.Images.InspectAsync(built.ToString(), cancellationToken)
            ?? throw new ImageException(
                ImageFault.NotAsDefined,
                $"the engine built {work.Definition.Reference}, but does not have {built}"
            );
    }

    // The context holds what is named here and nothing else of the folder.
    private static async Task WriteContextAsync(ImageWork work, ImageLayers layers, Stream target, CancellationToken cancellationToken)
    {
        var context = new LayerBuilder(work.Time)
            .AddFile("Dockerfile", new FileInfo(work.Definition.DockerfilePath!))
            .AddFile("packages.tar", new FileInfo(layers.Packages.Path))
            .AddDirectory("rootfs");
        if (layers.Generated is { } generated)
        {
            context.AddDirectory("generated");
            await context.AddTarAsync(generated.Path, path => $"generated/{path}", cancellationToken);
        }

        foreach (var (path, file) in work.RootFiles)
        {
            for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
            {
                context.AddDirectory($"rootfs/{path[..slash]}");
            }

            context.AddFile($"rootfs/{path}", file.Bytes, file.IsExecutable ? LayerBuilder.Mode0755 : LayerBuilder.Mode0644);
        }

        await context.WriteAsync(target, cancellationToken);
    }
}
