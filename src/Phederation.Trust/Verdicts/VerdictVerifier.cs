using System.Text.Json;
using Phederation.Trust.Tuf;

namespace Phederation.Trust.Verdicts;

/// <summary>Verifies that a verdict was signed by a trusted key. Whether it fits an image is for the caller to compare.</summary>
public static class VerdictVerifier
{
    private const string Mend = "run the gate again and sign its verdict with the trusted key";
    private const int MaximumSignatures = 16;

    /// <summary>Verifies an envelope's bytes.</summary>
    /// <param name="envelope">The envelope as JSON.</param>
    /// <param name="trustedKeys">The keys that may sign verdicts; one of them is enough.</param>
    /// <param name="where">What the refusal calls the envelope.</param>
    public static VerdictVerification Verify(
        ReadOnlyMemory<byte> envelope,
        IReadOnlyCollection<TufKey> trustedKeys,
        string where = "verdict"
    ) => Answer(() => Open(DsseEnvelope.Parse(envelope, where), trustedKeys, where));

    /// <summary>Verifies an envelope.</summary>
    /// <param name="envelope">The envelope.</param>
    /// <param name="trustedKeys">The keys that may sign verdicts; one of them is enough.</param>
    /// <param name="where">What the refusal calls the envelope.</param>
    public static VerdictVerification Verify(DsseEnvelope envelope, IReadOnlyCollection<TufKey> trustedKeys, string where = "verdict") =>
        Answer(() => Open(envelope, trustedKeys, where));

    private static VerdictVerification Answer(Func<Verdict> open)
    {
        try
        {
            return new VerdictVerification(open(), null);
        }
        catch (RefusedException fault)
        {
            return new VerdictVerification(null, fault.Refusal);
        }
    }

    private static Verdict Open(DsseEnvelope envelope, IReadOnlyCollection<TufKey> trustedKeys, string where)
    {
        if (envelope.PayloadType != VerdictSigner.PayloadType)
        {
            throw new RefusedException(RefusalCode.Unsupported, $"its payload is '{envelope.PayloadType}', not a verdict", where, Mend);
        }

        var payload = StrictJson.Shaped(where, () => Convert.FromBase64String(envelope.Payload));
        var signed = DsseEnvelope.Encode(envelope.PayloadType, payload);
        var signatures = StrictJson.Shaped(
            where,
            () =>
                StrictJson.NoNulls(envelope.Signatures).Take(MaximumSignatures).Select(one => Convert.FromBase64String(one.Value)).ToList()
        );
        if (!signatures.Exists(signature => trustedKeys.Any(key => key.VerifyDer(signed, signature))))
        {
            throw new RefusedException(RefusalCode.BadSignature, "no trusted key has signed it", where, Mend);
        }

        var verdict = StrictJson.Shaped(
            where,
            () => JsonSerializer.Deserialize(payload, TrustJson.Default.Verdict) ?? throw new FormatException("it is null")
        );
        return verdict.Schema == Verdict.CurrentSchema
            ? verdict
            : throw new RefusedException(
                RefusalCode.Unsupported,
                $"its schema {verdict.Schema} is not known",
                where,
                "use the same version of the tool"
            );
    }
}
