using System.Text.Json.Serialization;

namespace Phederation.Containers.Oci;

/// <summary>The machine that an image is for.</summary>
public sealed record Platform
{
    /// <summary>"amd64", "arm64"…</summary>
    [JsonPropertyName("architecture")]
    public required string Architecture { get; init; }

    /// <summary>"linux".</summary>
    [JsonPropertyName("os")]
    public required string Os { get; init; }

    /// <summary>Such as "v8"; usually absent.</summary>
    [JsonPropertyName("variant")]
    public string? Variant { get; init; }
}
