using System.Text.Json.Serialization;

namespace Phederation.Containers.Registry;

/// <summary>A token service's answer.</summary>
internal sealed record RegistryToken
{
    [JsonPropertyName("token")]
    public string? Token { get; init; }

    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    /// <summary>Seconds; 60 when absent.</summary>
    [JsonPropertyName("expires_in")]
    public int? ExpiresIn { get; init; }
}
