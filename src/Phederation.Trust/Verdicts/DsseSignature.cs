using System.Text.Json.Serialization;

namespace Phederation.Trust.Verdicts;

/// <summary>One signature of an envelope.</summary>
public sealed record DsseSignature
{
    /// <summary>The plain id of the key that is said to have signed; only a hint.</summary>
    [JsonPropertyName("keyid")]
    public required string KeyId { get; init; }

    /// <summary>The signature, base64.</summary>
    [JsonPropertyName("sig")]
    public required string Value { get; init; }
}
