using System.Text.Json.Serialization;

namespace Phederation.Containers.Engine.Models;

/// <summary>Processes and threads of a container.</summary>
public sealed record PidsStats
{
    [JsonPropertyName("current")]
    public long Current { get; init; }

    /// <summary>The limit; an engine without one writes 0 or the largest number.</summary>
    [JsonPropertyName("limit")]
    public ulong Limit { get; init; }
}
