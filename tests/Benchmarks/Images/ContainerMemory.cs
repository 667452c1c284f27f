using Phederation.Containers.Engine;

namespace Phederation.Benchmarks.Images;

/// <summary>What a container holds in memory, as <c>docker stats</c> counts it.</summary>
internal static class ContainerMemory
{
    // Version 1 and version 2 of control groups.
    private static readonly string[] Droppable = ["total_inactive_file", "inactive_file"];

    public static async Task<long> OfAsync(EngineClient engine, string container, CancellationToken cancellationToken)
    {
        var memory = (await engine.Containers.StatsAsync(container, cancellationToken)).Memory;
        var files = Droppable.Select(name => memory.Stats?.GetValueOrDefault(name) ?? 0).FirstOrDefault(bytes => bytes > 0);
        return (long)(memory.Usage - Math.Min(files, memory.Usage));
    }
}
