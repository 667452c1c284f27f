using System.Security.Cryptography;
using System.Text;
using Phederation.Postgres;

namespace Phederation.AnalyticsRemote.Requests;

/// <summary>
/// Whose studies the site takes part in: public keys (ECDSA on P-256, PEM) in a folder that the site keeps. ECDSA, for the platform has no Ed25519.
/// </summary>
internal sealed class AllowedSigners
{
    private const int MostKeys = 64;
    private const int LargestKey = 8192;

    // In front of what is signed: a signature of another purpose by the same key is of no use here.
    private static readonly byte[] Purpose = Encoding.ASCII.GetBytes(StudyRequest.CurrentType + "\n");

    private readonly string _folder;
    private volatile Dictionary<string, byte[]> _keys = [];

    private AllowedSigners(string folder) => _folder = folder;

    /// <summary>How many there are. Without any the site takes part in nothing, and says so.</summary>
    public int Count => _keys.Count;

    /// <summary>Reads the keys.</summary>
    /// <exception cref="SetupException">A file is no such key.</exception>
    public static async Task<AllowedSigners> LoadAsync(string folder, CancellationToken cancellationToken)
    {
        var signers = new AllowedSigners(folder);
        await signers.ReloadAsync(cancellationToken);
        return signers;
    }

    /// <summary>Reads them anew: a centre comes or goes without a restart. Where that fails, the keys stay as they were.</summary>
    /// <exception cref="SetupException">A file is no such key.</exception>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        var folder = _folder;
        string[] files;
        try
        {
            files = System.IO.Directory.Exists(folder) ? System.IO.Directory.GetFiles(folder, "*.pem") : [];
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new SetupException(
                SetupProblem.Denied,
                $"The folder {folder} can't be read.",
                "Let the service's user read it.",
                exception
            );
        }

        if (files.Length > MostKeys)
        {
            throw new SetupException(
                SetupProblem.Malformed,
                $"{folder} holds {files.Length} keys of signers (*.pem); at most {MostKeys} are read.",
                "Keep the keys of the coordinating centres that the site works with."
            );
        }

        var keys = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var info = await ReadAsync(file, cancellationToken);
            keys[Convert.ToHexStringLower(SHA256.HashData(info))] = info;
        }

        _keys = keys;
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

    private static async Task<byte[]> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            using var key = ECDsa.Create();
            var text = new FileInfo(file).Length <= LargestKey ? await File.ReadAllTextAsync(file, cancellationToken) : "";
            if (text.Contains("PRIVATE", StringComparison.Ordinal))
            {
                throw new SetupException(
                    SetupProblem.Malformed,
                    $"{file} holds a private key, which must never leave its owner.",
                    "Put the public key there, and let its owner make a new pair."
                );
            }

            key.ImportFromPem(text);
            return key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value
                ? key.ExportSubjectPublicKeyInfo()
                : throw new CryptographicException();
        }
        catch (Exception exception)
            when (exception is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new SetupException(
                SetupProblem.Malformed,
                $"{file} is no readable public key on the curve P-256 in PEM.",
                "Ask the coordinating centre for the right file.",
                exception
            );
        }
    }
}
