using System.Security.Cryptography;
using System.Text;
using Phederation.Postgres;

namespace Phederation.AnalyticsRemote.Requests;

/// <summary>
/// Whose studies the site takes part in: public keys (ECDSA on P-256, PEM) one after another in a file that the site supplies. ECDSA, for the platform
/// has no Ed25519.
/// </summary>
internal sealed class AllowedSigners
{
    private const int MostKeys = 64;
    private const int LargestFile = 64 * 1024;
    private const string PublicKey = "PUBLIC KEY";

    // In front of what is signed: a signature of another purpose by the same key is of no use here.
    private static readonly byte[] Purpose = Encoding.ASCII.GetBytes(StudyRequest.CurrentType + "\n");

    private readonly string _file;
    private volatile Dictionary<string, byte[]> _keys = [];

    private AllowedSigners(string file) => _file = file;

    /// <summary>How many there are. Without any the site takes part in nothing, and says so.</summary>
    public int Count => _keys.Count;

    /// <summary>Reads the keys; a file that is empty or not there has none.</summary>
    /// <exception cref="SetupException">The file holds something else.</exception>
    public static async Task<AllowedSigners> LoadAsync(string file, CancellationToken cancellationToken)
    {
        var signers = new AllowedSigners(file);
        await signers.ReloadAsync(cancellationToken);
        return signers;
    }

    /// <summary>Reads them anew: a centre comes or goes without a restart. Where that fails, the keys stay as they were.</summary>
    /// <exception cref="SetupException">The file holds something else.</exception>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        var rest = await ReadAsync(cancellationToken);
        var keys = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (PemEncoding.TryFind(rest, out var fields))
        {
            var info = KeyOf(rest[fields.Location], rest[fields.Label]);
            keys[Convert.ToHexStringLower(SHA256.HashData(info))] = info;
            rest = rest[fields.Location.End..];
            if (keys.Count > MostKeys)
            {
                throw Refused(
                    $"holds more than {MostKeys} keys of signers",
                    "Keep those of the coordinating centres that the site works with."
                );
            }
        }

        _keys = rest.AsSpan().Trim().IsEmpty
            ? keys
            : throw Refused("holds something that is no public key in PEM", "Ask the coordinating centre for the right file.");
    }

    /// <summary>Whether one of the signatures is of an allowed signer over exactly these bytes.</summary>
    public bool HaveSigned(ReadOnlySpan<byte> payload, IReadOnlyList<EnvelopeSignature> signatures)
    {
        byte[] signed = [.. Purpose, .. payload];
        var keys = _keys;
        foreach (var signature in signatures)
        {
            var bytes = new byte[256];
            if (keys.TryGetValue(signature.KeyId, out var info) && Convert.TryFromBase64String(signature.Signature, bytes, out var length))
            {
                using var key = ECDsa.Create();
                key.ImportSubjectPublicKeyInfo(info, out _);
                if (key.VerifyData(signed, bytes.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return !File.Exists(_file) ? ""
                : new FileInfo(_file).Length <= LargestFile ? await File.ReadAllTextAsync(_file, cancellationToken)
                : throw Refused(
                    $"is larger than {LargestFile} bytes",
                    "Keep the keys of the coordinating centres that the site works with."
                );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SetupException(SetupProblem.Denied, $"The file {_file} can't be read.", "Let the service's user read it.", exception);
        }
    }

    private byte[] KeyOf(string pem, string label)
    {
        if (label.Contains("PRIVATE", StringComparison.Ordinal))
        {
            throw Refused(
                "holds a private key, which must never leave its owner",
                "Put the public key there, and let its owner make a new pair."
            );
        }

        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (
                label == PublicKey
                && key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value
            )
            {
                return key.ExportSubjectPublicKeyInfo();
            }
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            // Said below, for both.
        }

        throw Refused("holds a key that is no public key on the curve P-256", "Ask the coordinating centre for the right file.");
    }

    private SetupException Refused(string what, string mend) => new(SetupProblem.Malformed, $"{_file} {what}.", mend);
}
