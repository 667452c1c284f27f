using System.Text.Json;
using System.Text.Json.Serialization;

namespace Phederation.Containers.Engine.Models;

/// <summary>One line of a progress stream: load, push, pull, build.</summary>
internal sealed record ProgressLine
{
    [JsonPropertyName("stream")]
    public string? Stream { get; init; }

    [JsonPropertyName("status")]
    public string? Status { get; init; }

    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("progressDetail")]
    public ProgressDetail? Detail { get; init; }

    [JsonPropertyName("aux")]
    public JsonElement Aux { get; init; }

    [JsonPropertyName("error")]
    public string? Error { get; init; }

    [JsonPropertyName("errorDetail")]
    public ProgressError? ErrorDetail { get; init; }
}
