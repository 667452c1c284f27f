namespace Phederation.Benchmarks.Seccomp;

/// <summary>How a container is held and watched while it works.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Seccomp">The profile's JSON, or <c>unconfined</c>; null is the engine's default.</param>
internal sealed record Condition(string Name, string? Seccomp)
{
    /// <summary>The cgroup that a recorder watches; null is the engine's own.</summary>
    public string? CgroupParent { get; init; }

    /// <summary>The OCI runtime; null is the engine's own.</summary>
    public string? Runtime { get; init; }

    /// <summary>Starts something beside the load, given the container's ID; disposed of after it.</summary>
    public Func<string, Task<IAsyncDisposable>>? Beside { get; init; }

    /// <summary>Told when the container is ready for its load.</summary>
    public Action? Ready { get; init; }

    /// <summary>The engine's security options.</summary>
    public IReadOnlyList<string> SecurityOptions => Seccomp is null ? ["no-new-privileges"] : ["no-new-privileges", "seccomp=" + Seccomp];
}
