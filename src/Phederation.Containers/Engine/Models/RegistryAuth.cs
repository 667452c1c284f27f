using System.Text.Json.Serialization;

namespace Phederation.Containers.Engine.Models;

/// <summary>The content of the header X-Registry-Auth.</summary>
internal sealed record RegistryAuth
{
    [JsonPropertyName("username")]
    public string? Username { get; init; }

    [JsonPropertyName("password")]
    public string? Password { get; init; }

    [JsonPropertyName("serveraddress")]
    public string? ServerAddress { get; init; }
}
