namespace Phederation.Containers.Engine.Models;

/// <summary>Where a container is in its life.</summary>
public sealed record ContainerState
{
    /// <summary>"created", "running", "paused", "restarting", "removing", "exited" or "dead".</summary>
    public string Status { get; init; } = "";
    public bool Running { get; init; }
    public bool Paused { get; init; }
    public bool Restarting { get; init; }
    public bool OOMKilled { get; init; }
    public bool Dead { get; init; }

    /// <summary>The main process's id on the host; 0 when it does not run.</summary>
    public int Pid { get; init; }
    public int ExitCode { get; init; }

    /// <summary>Why the last start failed.</summary>
    public string Error
    {
        get;
        init => field = value ?? "";
    } = "";
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Null without a health check.</summary>
    public HealthState? Health { get; init; }
}
