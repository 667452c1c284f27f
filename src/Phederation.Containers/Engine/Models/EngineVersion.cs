namespace Phederation.Containers.Engine.Models;

/// <summary>What an engine says of itself (GET /version).</summary>
public sealed record EngineVersion
{
    public string Version { get; init; } = "";
    public string ApiVersion { get; init; } = "";
    public string MinAPIVersion { get; init; } = "";
    public string GitCommit { get; init; } = "";
    public string Os { get; init; } = "";
    public string Arch { get; init; } = "";
    public string KernelVersion { get; init; } = "";

    /// <summary>The engine's parts: Engine, containerd, runc.</summary>
    public IReadOnlyList<EngineComponent> Components
    {
        get;
        init => field = value ?? [];
    } = [];
}
