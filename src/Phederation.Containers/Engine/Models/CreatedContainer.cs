namespace Phederation.Containers.Engine.Models;

/// <summary>The answer to a creation.</summary>
internal sealed record CreatedContainer
{
    public string Id { get; init; } = "";
    public IReadOnlyList<string>? Warnings { get; init; }
}
