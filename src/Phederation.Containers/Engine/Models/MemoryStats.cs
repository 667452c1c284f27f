using System.Text.Json.Serialization;

namespace Phederation.Containers.Engine.Models;

/// <summary>Memory of a container, in bytes.</summary>
public sealed record MemoryStats
{
    [JsonPropertyName("usage")]
    public ulong Usage { get; init; }

    /// <summary>Only cgroup version 1 reports it.</summary>
    [JsonPropertyName("max_usage")]
    public ulong MaxUsage { get; init; }

    [JsonPropertyName("limit")]
    public ulong Limit { get; init; }

    [JsonPropertyName("failcnt")]
    public ulong FailCount { get; init; }

    /// <summary>The kernel's counters: rss, cache (version 1), anon, file (version 2)…</summary>
    [JsonPropertyName("stats")]
    public IReadOnlyDictionary<string, ulong>? Stats { get; init; }
}
