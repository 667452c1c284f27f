namespace Phederation.Containers.Engine.Models;

/// <summary>An OCI runtime that an engine knows.</summary>
public sealed record EngineRuntime
{
    /// <summary>The program; empty where the engine doesn't say it.</summary>
    public string Path { get; init; } = "";
}
