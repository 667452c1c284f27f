using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using Phederation.Postgres;

namespace Phederation.Fhir.Access;

/// <summary>
/// The keys that tokens are checked with: a shared secret (HS256), a public key in PEM, or a set of public keys (JWKS) of the site's identity
/// provider (RS256, ES256 and their kin).
/// </summary>
internal sealed class TokenKeys
{
    private const int ShortestSecret = 32;
    private const int LargestFile = 256 * 1024;

    private TokenKeys(IReadOnlyList<SecurityKey> keys, IReadOnlyList<string> algorithms) => (Keys, Algorithms) = (keys, algorithms);

    /// <summary>The keys.</summary>
    public IReadOnlyList<SecurityKey> Keys { get; }

    /// <summary>The algorithms that go with them: a public key is never taken for a shared secret.</summary>
    public IReadOnlyList<string> Algorithms { get; }

    /// <summary>Reads the keys of a file.</summary>
    /// <exception cref="SetupException">It is missing or malformed.</exception>
    public static async Task<TokenKeys> ReadAsync(string path, CancellationToken cancellationToken)
    {
        string text;
        try
        {
            text = new FileInfo(path).Length <= LargestFile ? (await File.ReadAllTextAsync(path, cancellationToken)).Trim() : "";
        }
        catch (IOException exception)
        {
            throw new SetupException(
                SetupProblem.Missing,
                $"The key {path} that tokens are checked with is not there.",
                "Mount it, or set PHEDERATION_FHIR_AUTHENTICATION to off where only this machine reaches the service.",
                exception
            );
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new SetupException(SetupProblem.Denied, $"{path} can't be read.", "Let the program's user read it.", exception);
        }

        try
        {
            return Read(text) ?? throw Malformed(path);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException or System.Text.Json.JsonException)
        {
            throw Malformed(path, exception);
        }
    }

    private static TokenKeys? Read(string text)
    {
        string[] asymmetric =
        [
            SecurityAlgorithms.RsaSha256,
            SecurityAlgorithms.RsaSha384,
            SecurityAlgorithms.RsaSha512,
            SecurityAlgorithms.RsaSsaPssSha256,
            SecurityAlgorithms.EcdsaSha256,
            SecurityAlgorithms.EcdsaSha384,
        ];
        if (text.StartsWith('{'))
        {
            var keys = new JsonWebKeySet(text).Keys.Where(key => key.Kty is "RSA" or "EC").ToList<SecurityKey>();
            return keys.Count > 0 ? new TokenKeys(keys, asymmetric) : null;
        }

        if (text.StartsWith("-----BEGIN", StringComparison.Ordinal))
        {
            return new TokenKeys([PublicKey(text)], asymmetric);
        }

        return text.Length >= ShortestSecret && text.Distinct().Count() >= 8 && !text.Contains('\n')
            ? new TokenKeys([new SymmetricSecurityKey(Encoding.UTF8.GetBytes(text))], [SecurityAlgorithms.HmacSha256])
            : null;
    }

    private static SecurityKey PublicKey(string text)
    {
        try
        {
            var rsa = RSA.Create();
            rsa.ImportFromPem(text);
            return new RsaSecurityKey(rsa);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            var curve = ECDsa.Create();
            curve.ImportFromPem(text);
            return new ECDsaSecurityKey(curve);
        }
    }

    private static SetupException Malformed(string path, Exception? cause = null) =>
        new(
            SetupProblem.Malformed,
            $"{path} is no key that tokens can be checked with.",
            $"Give a generated secret of at least {ShortestSecret} characters on one line, a public key in PEM, or a JWKS.",
            cause
        );
}
