using Phederation.Containers.Engine;
using Phederation.Images.Catalogue;
using Phederation.Workloads;
using Phederation.Workloads.Running;
using Phederation.Workloads.Steps;

namespace Phederation.Benchmarks.Images;

/// <summary>Starts our images as a site does: hardened, with their volumes and secrets, and beside the services that they need.</summary>
internal sealed class ImageMeasure(EngineClient engine, IReadOnlyList<ImageDefinition> catalogue)
{
    // The figure must not be rounded to the rhythm of the image's own health check.
    private static readonly TimeSpan HealthInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Starts an image once; null when it has no workload, is a job, or an image that it needs was not built.</summary>
    public async Task<RunFigures?> RunAsync(ImageDefinition definition, string imageId, CancellationToken cancellationToken)
    {
        if (definition.WorkloadPath is null)
        {
            return null;
        }

        var workload = Workload.Load(definition.WorkloadPath);
        if (workload.Steps.OfType<StartStep>().FirstOrDefault() is not { } start)
        {
            return null;
        }

        var peers = new Dictionary<string, PeerTarget>();
        foreach (var peer in workload.Peers)
        {
            var image = catalogue.Single(image => image.Name == peer.Image);
            if (await engine.Images.InspectAsync(image.Reference, cancellationToken) is not { } built)
            {
                return null;
            }

            peers[peer.Image] = new PeerTarget(built.Id, image.Runtime!);
        }

        var prefix = $"phederation-benchmark-{definition.Name}";
        var target = new WorkloadTarget
        {
            ImageId = imageId,
            Runtime = definition.Runtime!,
            NamePrefix = prefix,
            Peers = peers,
        };
        var observer = new StartObserver(engine, prefix, imageId);
        var onlyStart = workload with { Steps = [start], Service = workload.Service with { HealthInterval = HealthInterval } };
        await new WorkloadRunner(engine, TimeProvider.System).RunAsync(onlyStart, target, observer, cancellationToken);
        return observer.Figures;
    }
}
