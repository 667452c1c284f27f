namespace Phederation.Containers.Engine.Models;

/// <summary>What the engine does when a container ends.</summary>
public sealed record RestartPolicy
{
    /// <summary>"no", "always", "unless-stopped" or "on-failure".</summary>
    public string Name { get; init; } = "no";
    public int MaximumRetryCount { get; init; }
}
