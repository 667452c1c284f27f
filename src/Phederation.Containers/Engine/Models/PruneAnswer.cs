namespace Phederation.Containers.Engine.Models;

/// <summary>The answer to a prune; which list is set depends on what was pruned.</summary>
internal sealed record PruneAnswer
{
    public IReadOnlyList<string>? ContainersDeleted { get; init; }
    public IReadOnlyList<string>? VolumesDeleted { get; init; }
    public IReadOnlyList<string>? NetworksDeleted { get; init; }
    public IReadOnlyList<RemovedImage>? ImagesDeleted { get; init; }
    public long SpaceReclaimed { get; init; }
}
