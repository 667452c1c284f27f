namespace Phederation.Containers.Engine.Models;

/// <summary>What a container's health checks found.</summary>
public sealed record HealthState
{
    /// <summary>"starting", "healthy", "unhealthy" or "none".</summary>
    public string Status { get; init; } = "";
    public int FailingStreak { get; init; }

    /// <summary>The last five checks.</summary>
    public IReadOnlyList<HealthCheckResult> Log
    {
        get;
        init => field = value ?? [];
    } = [];
}
