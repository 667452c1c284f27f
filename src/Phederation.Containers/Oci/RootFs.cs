using System.Text.Json.Serialization;

namespace Phederation.Containers.Oci;

/// <summary>The layers of an image by the digests of their uncompressed tars.</summary>
public sealed record RootFs
{
    /// <summary>Always "layers".</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>Lowest first.</summary>
    [JsonPropertyName("diff_ids")]
    public required IReadOnlyList<Digest> DiffIds { get; init; }
}
