using System.Security.Cryptography;
using Phederation.Trust.Tuf;

namespace Phederation.Trust.Keys;

/// <summary>A private key (ECDSA, P-256) with the role that it was made for. Disposing it wipes it.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly ECDsa _key;

    internal SigningKey(ECDsa key, string role, string? gun)
    {
        _key = key;
        Role = role;
        Gun = gun;
        Public = new TufKey(TufKey.Plain, key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>What the key is for: root, targets, snapshot, timestamp or verdict.</summary>
    public string Role { get; }

    /// <summary>The repository that the key signs for; null for keys that serve every repository.</summary>
    public string? Gun { get; }

    /// <summary>The public half.</summary>
    public TufKey Public { get; }

    /// <summary>The plain id: it names the key's file and is what is pinned.</summary>
    public string Id => Public.Id;

    /// <summary>The private key, for certificates and key files.</summary>
    internal ECDsa Private => _key;

    /// <summary>Makes a new key.</summary>
    public static SigningKey Create(string role, string? gun = null) => new(ECDsa.Create(ECCurve.NamedCurves.nistP256), role, gun);

    /// <summary>Signs the way TUF metadata is signed: raw r‖s over SHA-256.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message) =>
        _key.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>Signs the way DSSE and cosign do: DER over SHA-256.</summary>
    public byte[] SignDer(ReadOnlySpan<byte> message) =>
        _key.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <inheritdoc />
    public void Dispose() => _key.Dispose();
}
