namespace Phederation.Site.Lifecycle;

/// <summary>One service as the engine runs it, beside what the release says.</summary>
public sealed record ServiceStatus
{
    /// <summary>The service's name.</summary>
    public required string Service { get; init; }

    /// <summary>The engine's word for the container's state ("running", "exited"), or "absent".</summary>
    public required string State { get; init; }

    /// <summary>The engine's word for its health ("healthy", "starting", "unhealthy"), or "none" when nothing is checked.</summary>
    public required string Health { get; init; }

    /// <summary>The ID of the image that it runs; null when absent.</summary>
    public string? ImageId { get; init; }

    /// <summary>Whether the seccomp profile that the engine holds for it has the hash that the release signs.</summary>
    public required bool IsProfileVerified { get; init; }

    /// <summary>Every difference between the container and the release, one line each; empty when there is none.</summary>
    public required IReadOnlyList<string> Drift { get; init; }

    /// <summary>Where it answers, "127.0.0.1:5444→5432".</summary>
    public required IReadOnlyList<string> Ports { get; init; }

    /// <summary>Bytes of memory in use; null when it does not run.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Bytes of memory that it may use; null when absent.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>Seconds since it was started; null when it does not run.</summary>
    public long? UptimeSeconds { get; init; }

    /// <summary>How often the engine restarted it.</summary>
    public int Restarts { get; init; }

    /// <summary>Whether it runs, is healthy, and is what the release says.</summary>
    public bool IsAsReleased => Drift.Count == 0 && IsProfileVerified && State == "running" && Health == "healthy";
}
