using System.Text.Json.Serialization;

namespace Phederation.Containers.Engine.Models;

/// <summary>How far a transfer is, in bytes.</summary>
internal sealed record ProgressDetail
{
    [JsonPropertyName("current")]
    public long Current { get; init; }

    [JsonPropertyName("total")]
    public long Total { get; init; }
}
