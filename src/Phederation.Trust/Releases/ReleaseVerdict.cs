using Phederation.Trust.Verdicts;

namespace Phederation.Trust.Releases;

/// <summary>A verdict in a release.</summary>
public sealed record ReleaseVerdict
{
    /// <summary>The signed verdict.</summary>
    public required DsseEnvelope Envelope { get; init; }

    /// <summary>Takes the bytes that <see cref="VerdictSigner"/> made.</summary>
    /// <exception cref="TrustException">They are no envelope.</exception>
    public static ReleaseVerdict FromBytes(ReadOnlyMemory<byte> envelope)
    {
        try
        {
            return new ReleaseVerdict { Envelope = DsseEnvelope.Parse(envelope, "verdict") };
        }
        catch (RefusedException fault)
        {
            throw new TrustException("the bytes are no verdict", [fault.Refusal]);
        }
    }
}
