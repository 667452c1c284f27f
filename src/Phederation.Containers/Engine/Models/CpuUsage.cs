using System.Text.Json.Serialization;

namespace Phederation.Containers.Engine.Models;

/// <summary>Nanoseconds of processor time.</summary>
public sealed record CpuUsage
{
    [JsonPropertyName("total_usage")]
    public ulong Total { get; init; }

    [JsonPropertyName("usage_in_kernelmode")]
    public ulong Kernel { get; init; }

    [JsonPropertyName("usage_in_usermode")]
    public ulong User { get; init; }
}
