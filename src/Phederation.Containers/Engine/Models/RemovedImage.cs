namespace Phederation.Containers.Engine.Models;

/// <summary>What a removal did: one of the two is set.</summary>
public sealed record RemovedImage
{
    public string? Untagged { get; init; }
    public string? Deleted { get; init; }
}
