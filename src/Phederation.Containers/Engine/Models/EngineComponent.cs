namespace Phederation.Containers.Engine.Models;

/// <summary>A part of an engine with its version.</summary>
public sealed record EngineComponent
{
    public string Name { get; init; } = "";
    public string Version { get; init; } = "";
}
