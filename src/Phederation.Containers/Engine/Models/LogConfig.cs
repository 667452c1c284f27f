namespace Phederation.Containers.Engine.Models;

/// <summary>The log driver of a container and its options.</summary>
public sealed record LogConfig
{
    public required string Type { get; init; }
    public IReadOnlyDictionary<string, string>? Config { get; init; }
}
