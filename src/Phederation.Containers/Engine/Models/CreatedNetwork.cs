namespace Phederation.Containers.Engine.Models;

/// <summary>The answer to a network's creation.</summary>
internal sealed record CreatedNetwork
{
    public string Id { get; init; } = "";
}
