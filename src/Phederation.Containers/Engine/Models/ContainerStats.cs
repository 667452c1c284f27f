using System.Text.Json.Serialization;

namespace Phederation.Containers.Engine.Models;

/// <summary>What a container uses at one moment.</summary>
public sealed record ContainerStats
{
    [JsonPropertyName("read")]
    public DateTimeOffset? Read { get; init; }

    [JsonPropertyName("pids_stats")]
    public PidsStats Pids
    {
        get;
        init => field = value ?? new();
    } = new();

    [JsonPropertyName("memory_stats")]
    public MemoryStats Memory
    {
        get;
        init => field = value ?? new();
    } = new();

    [JsonPropertyName("cpu_stats")]
    public CpuStats Cpu
    {
        get;
        init => field = value ?? new();
    } = new();
}
