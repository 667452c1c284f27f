namespace Phederation.Containers.Engine.Models;

/// <summary>The answer to a list of volumes.</summary>
internal sealed record VolumeList
{
    public IReadOnlyList<VolumeDetails>? Volumes { get; init; }
}
