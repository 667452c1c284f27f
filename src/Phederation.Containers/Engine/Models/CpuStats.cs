using System.Text.Json.Serialization;

namespace Phederation.Containers.Engine.Models;

/// <summary>Processor time of a container.</summary>
public sealed record CpuStats
{
    [JsonPropertyName("cpu_usage")]
    public CpuUsage Usage
    {
        get;
        init => field = value ?? new();
    } = new();

    /// <summary>Nanoseconds of the whole machine.</summary>
    [JsonPropertyName("system_cpu_usage")]
    public ulong SystemUsage { get; init; }

    [JsonPropertyName("online_cpus")]
    public int OnlineCpus { get; init; }

    [JsonPropertyName("throttling_data")]
    public ThrottlingData Throttling
    {
        get;
        init => field = value ?? new();
    } = new();
}
