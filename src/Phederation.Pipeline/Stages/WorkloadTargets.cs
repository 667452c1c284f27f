using Phederation.Images.Catalogue;
using Phederation.Site;
using Phederation.Workloads;

namespace Phederation.Pipeline.Stages;

/// <summary>What workloads run against; trace and replay must not differ in it.</summary>
internal sealed class WorkloadTargets(PipelineOptions options, PipelineTools tools, IReadOnlyList<ImageDefinition> catalogue)
{
    /// <summary>The image with the peers that its workload names, as the engine has them now.</summary>
    /// <exception cref="PipelineException">A peer is not in the catalogue, is nothing that runs, or was not built.</exception>
    public async Task<WorkloadTarget> ForAsync(ImageFiles files, Workload workload, string imageId, CancellationToken cancellationToken)
    {
        var peers = new Dictionary<string, PeerTarget>();
        foreach (var peer in workload.Peers)
        {
            var definition = PeerOf(peer, catalogue);
            peers[peer.Image] = new PeerTarget(
                await new ImageFiles(options, definition).ImageIdAsync(tools, cancellationToken),
                definition.Runtime!
            );
        }

        return new WorkloadTarget
        {
            ImageId = imageId,
            Runtime = files.Definition.Runtime!,
            NamePrefix = $"phederation-{files.Definition.Name}",
            Peers = peers,
        };
    }

    /// <summary>The definition of a peer.</summary>
    /// <exception cref="PipelineException">It is not in the catalogue, or nothing that runs.</exception>
    public static ImageDefinition PeerOf(PeerSpec peer, IReadOnlyList<ImageDefinition> catalogue) =>
        catalogue.FirstOrDefault(image => image.Name == peer.Image && image.Runtime is not null)
        ?? throw new PipelineException(
            ExitCode.BadInput,
            $"{peer.Location}: the peer '{peer.Name}' needs the image '{peer.Image}', which is no service of the catalogue; it has "
                + string.Join(", ", catalogue.Where(image => image.Runtime is not null).Select(image => image.Name))
        );
}
