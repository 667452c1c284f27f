namespace Phederation.Workloads.Fuzzing;

/// <summary>A target that is a container of the engine.</summary>
public sealed record ContainerTargetOptions
{
    /// <summary>The container, by name or id.</summary>
    public required string Container { get; init; }

    /// <summary>The container of what it stands on, its database; null when it stands by itself.</summary>
    public string? Dependency { get; init; }

    /// <summary>The signal that makes it read its configuration again; null when it knows none: it would end by it.</summary>
    public string? ReloadSignal { get; init; }

    /// <summary>A tmpfs or small volume of it, by its path in the container, which may be filled; null when there is none. Needs root.</summary>
    public string? Disk { get; init; }

    /// <summary>How long it may take to end when it is asked to.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);
}
