namespace Phederation.Containers.Engine.Models;

/// <summary>A resource limit of every process in a container (setrlimit).</summary>
public sealed record ContainerUlimit
{
    /// <summary>"nofile", "nproc", "core", "memlock"…</summary>
    public required string Name { get; init; }
    public required long Soft { get; init; }
    public required long Hard { get; init; }
}
