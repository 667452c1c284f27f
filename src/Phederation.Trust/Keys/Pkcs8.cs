using System.Formats.Asn1;

namespace Phederation.Trust.Keys;

/// <summary>What can be known of an encrypted PKCS#8 key without its passphrase.</summary>
internal static class Pkcs8
{
    /// <summary>More rounds than this take minutes: a file that asks for them is damaged or an attack on our time.</summary>
    public const int MaximumIterations = 10_000_000;

    private const string Pbes2 = "1.2.840.113549.1.5.13";
    private const string Pbkdf2 = "1.2.840.113549.1.5.12";

    /// <summary>The number of PBKDF2 rounds that the key asks for (RFC 8018, PBES2).</summary>
    /// <exception cref="FormatException">It is not a key encrypted with PBES2 and PBKDF2, or asks for too many rounds.</exception>
    public static int ReadIterations(ReadOnlyMemory<byte> der)
    {
        try
        {
            var algorithm = new AsnReader(der, AsnEncodingRules.DER).ReadSequence().ReadSequence();
            if (algorithm.ReadObjectIdentifier() != Pbes2)
            {
                throw new FormatException("it is encrypted with an old method; encrypt it anew: openssl pkcs8 -topk8 -v2 aes-256-cbc");
            }

            var derivation = algorithm.ReadSequence().ReadSequence();
            if (derivation.ReadObjectIdentifier() != Pbkdf2)
            {
                throw new FormatException(
                    "its passphrase is not stretched with PBKDF2; encrypt it anew: openssl pkcs8 -topk8 -v2 aes-256-cbc"
                );
            }

            var parameters = derivation.ReadSequence();
            parameters.ReadOctetString();
            return parameters.TryReadInt32(out var iterations) && iterations is > 0 and <= MaximumIterations
                ? iterations
                : throw new FormatException($"it asks for more than {MaximumIterations} rounds of PBKDF2");
        }
        catch (AsnContentException fault)
        {
            throw new FormatException("its body is damaged", fault);
        }
    }
}
