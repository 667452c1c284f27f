using System.Text.Json.Serialization;

namespace Phederation.Containers.Registry;

/// <summary>One error of an error body.</summary>
internal sealed record RegistryError
{
    [JsonPropertyName("code")]
    public string? Code { get; init; }

    [JsonPropertyName("message")]
    public string? Message { get; init; }

    /// <summary>Any JSON; the registry's storage errors are in here.</summary>
    [JsonPropertyName("detail")]
    public System.Text.Json.JsonElement Detail { get; init; }
}
