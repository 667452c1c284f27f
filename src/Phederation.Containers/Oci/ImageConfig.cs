using System.Text.Json.Serialization;

namespace Phederation.Containers.Oci;

/// <summary>An image's configuration (OCI config.md with docker's HEALTHCHECK). The SHA-256 of its bytes is the image's id.</summary>
public sealed record ImageConfig
{
    /// <summary>RFC 3339; kept as text, so that the bytes stay the same.</summary>
    [JsonPropertyName("created")]
    public string? Created { get; init; }

    /// <summary>Who made it.</summary>
    [JsonPropertyName("author")]
    public string? Author { get; init; }

    /// <summary>"amd64", "arm64"…</summary>
    [JsonPropertyName("architecture")]
    public required string Architecture { get; init; }

    /// <summary>"linux".</summary>
    [JsonPropertyName("os")]
    public required string Os { get; init; }

    /// <summary>What a container of it runs as.</summary>
    [JsonPropertyName("config")]
    public ImageRuntimeConfig? Config { get; init; }

    /// <summary>The layers' uncompressed digests.</summary>
    [JsonPropertyName("rootfs")]
    public required RootFs RootFs { get; init; }

    /// <summary>How each layer came to be.</summary>
    [JsonPropertyName("history")]
    public IReadOnlyList<HistoryEntry>? History { get; init; }
}
