using Phederation.Images.Dockerfiles.Parsing;

namespace Phederation.Images.Dockerfiles.Instructions;

/// <summary>HEALTHCHECK: how the engine finds out whether the container is well.</summary>
public sealed record HealthcheckInstruction : DockerfileInstruction
{
    internal HealthcheckInstruction(InstructionParts parts)
        : base(parts) { }

    /// <summary>The check; null for NONE, which takes away the base image's.</summary>
    public required DockerfileCommand? Command { get; init; }

    /// <summary>The time between two checks; null and zero inherit.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>The time after which a check has failed.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The time in which failures do not count.</summary>
    public TimeSpan? StartPeriod { get; init; }

    /// <summary>The time between two checks during the start period.</summary>
    public TimeSpan? StartInterval { get; init; }

    /// <summary>How many failures in a row mean unhealthy.</summary>
    public int? Retries { get; init; }
}
