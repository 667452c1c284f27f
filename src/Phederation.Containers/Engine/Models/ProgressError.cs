using System.Text.Json.Serialization;

namespace Phederation.Containers.Engine.Models;

/// <summary>The error of a progress stream.</summary>
internal sealed record ProgressError
{
    [JsonPropertyName("code")]
    public int? Code { get; init; }

    [JsonPropertyName("message")]
    public string? Message { get; init; }
}
