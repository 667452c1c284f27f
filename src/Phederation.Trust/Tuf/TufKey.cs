using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Phederation.Trust.Tuf;

/// <summary>
/// A public key as Notary writes it into metadata: a plain ECDSA key (DER, SubjectPublicKeyInfo) or a certificate around one (PEM with
/// its final newline). Only the curve P-256 is used; keys of other types are carried but verify nothing.
/// </summary>
public sealed class TufKey
{
    /// <summary>A plain public key.</summary>
    public const string Plain = "ecdsa";

    /// <summary>A certificate, which Notary demands for root keys.</summary>
    public const string Certified = "ecdsa-x509";

    private const string P256 = "1.2.840.10045.3.1.7";

    private readonly byte[]? _publicKeyInfo;

    /// <summary>Makes the key from its type and public part.</summary>
    public TufKey(string type, byte[] publicPart)
    {
        Type = type;
        PublicPart = publicPart;
        Id = IdOf(type, publicPart);
        _publicKeyInfo = ReadPublicKeyInfo();
        PlainId = _publicKeyInfo is null ? null : IdOf(Plain, _publicKeyInfo);
    }

    /// <summary>The type's name in metadata.</summary>
    public string Type { get; }

    /// <summary>The public part as metadata holds it: DER of a plain key, PEM of a certificate.</summary>
    public ReadOnlyMemory<byte> PublicPart { get; }

    /// <summary>What metadata calls the key: SHA-256 over its canonical JSON, 64 hexadecimal digits.</summary>
    public string Id { get; }

    /// <summary>
    /// The id of the key itself, the same whatever certificate is around it: it names the private key's file and is what sites pin.
    /// Null for a key that can't be used.
    /// </summary>
    public string? PlainId { get; }

    /// <summary>The certificate's subject, validity; null for a plain key. The caller disposes it.</summary>
    internal X509Certificate2? OpenCertificate() =>
        Type == Certified && _publicKeyInfo is not null ? X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(PublicPart.Span)) : null;

    /// <summary>Whether the signature (raw r‖s, 64 bytes, over SHA-256) is this key's over the message.</summary>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        Verify(message, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>Whether the signature (DER, over SHA-256) is this key's over the message.</summary>
    public bool VerifyDer(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        Verify(message, signature, DSASignatureFormat.Rfc3279DerSequence);

    private bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature, DSASignatureFormat format)
    {
        if (_publicKeyInfo is null)
        {
            return false;
        }

        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(_publicKeyInfo, out _);
            return key.VerifyData(message, signature, HashAlgorithmName.SHA256, format);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static string IdOf(string type, ReadOnlySpan<byte> publicPart) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    $$$"""{"keytype":"{{{type}}}","keyval":{"private":null,"public":"{{{Convert.ToBase64String(publicPart)}}}"}}"""
                )
            )
        );

    private byte[]? ReadPublicKeyInfo()
    {
        try
        {
            using var key = Type switch
            {
                Plain => ReadPlain(),
                Certified => ReadCertified(),
                _ => null,
            };
            return key?.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256 ? key.ExportSubjectPublicKeyInfo() : null;
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    private ECDsa ReadPlain()
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(PublicPart.Span, out _);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private ECDsa? ReadCertified()
    {
        using var certificate = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(PublicPart.Span));
        return certificate.GetECDsaPublicKey();
    }
}
