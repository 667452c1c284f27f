using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Phederation.Trust.Tuf;

namespace Phederation.Trust.Verdicts;

/// <summary>A signed payload in the form of DSSE 1.0 (secure-systems-lab), which sigstore and in-toto use too.</summary>
public sealed record DsseEnvelope
{
    private const int MaximumLength = 1 << 20;

    /// <summary>The payload's bytes, base64.</summary>
    [JsonPropertyName("payload")]
    public required string Payload { get; init; }

    /// <summary>What the payload is; it is signed along.</summary>
    [JsonPropertyName("payloadType")]
    public required string PayloadType { get; init; }

    /// <summary>Who signed.</summary>
    [JsonPropertyName("signatures")]
    public required IReadOnlyList<DsseSignature> Signatures { get; init; }

    /// <summary>The envelope as JSON, the same bytes for the same envelope.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, TrustJson.Default.DsseEnvelope);

    /// <summary>What is signed: the payload with its type and both lengths in front, so that neither can be taken for the other.</summary>
    internal static byte[] Encode(string payloadType, ReadOnlySpan<byte> payload) =>
        [.. Encoding.UTF8.GetBytes($"DSSEv1 {Encoding.UTF8.GetByteCount(payloadType)} {payloadType} {payload.Length} "), .. payload];

    /// <summary>Reads an envelope.</summary>
    /// <exception cref="RefusedException">It is not in the format.</exception>
    internal static DsseEnvelope Parse(ReadOnlyMemory<byte> bytes, string where)
    {
        if (bytes.Length > MaximumLength)
        {
            throw new RefusedException(RefusalCode.Malformed, $"it is larger than {MaximumLength} bytes", where, "run the gate again");
        }

        return StrictJson.Shaped(
            where,
            () => JsonSerializer.Deserialize(bytes.Span, TrustJson.Default.DsseEnvelope) ?? throw new FormatException("it is null")
        );
    }
}
