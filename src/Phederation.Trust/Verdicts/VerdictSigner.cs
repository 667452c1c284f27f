using System.Text.Json;
using Phederation.Trust.Keys;

namespace Phederation.Trust.Verdicts;

/// <summary>Signs verdicts.</summary>
public static class VerdictSigner
{
    /// <summary>The payload type of a verdict's envelope.</summary>
    public const string PayloadType = "application/vnd.phederation.verdict+json";

    /// <summary>Signs a verdict with the verdict key.</summary>
    /// <returns>The DSSE envelope's bytes.</returns>
    public static byte[] Sign(Verdict verdict, SigningKey key)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(verdict, TrustJson.Default.Verdict);
        var envelope = new DsseEnvelope
        {
            Payload = Convert.ToBase64String(payload),
            PayloadType = PayloadType,
            Signatures =
            [
                new DsseSignature
                {
                    KeyId = key.Id,
                    Value = Convert.ToBase64String(key.SignDer(DsseEnvelope.Encode(PayloadType, payload))),
                },
            ],
        };
        return envelope.ToBytes();
    }
}
