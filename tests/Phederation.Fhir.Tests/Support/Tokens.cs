using System.Security.Cryptography;
using System.Text;

namespace Phederation.Fhir.Tests.Support;

/// <summary>Makes tokens by hand: what the server checks with a library must not be made by the same.</summary>
internal static class Tokens
{
    /// <summary>The secret that the servers of the tests check tokens with.</summary>
    public const string Secret = "0123456789abcdef0123456789abcdef-of-the-tests";

    /// <summary>A token.</summary>
    public static string Make(
        string scope,
        string? patient = null,
        string issuer = "phederation",
        string audience = "fhir",
        int seconds = 600,
        string algorithm = "HS256",
        string secret = Secret
    ) =>
        Make(
            scope,
            patient,
            issuer,
            audience,
            seconds,
            $$"""{"alg":"{{algorithm}}","typ":"JWT"}""",
            text => algorithm == "none" ? [] : HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), text)
        );

    /// <summary>A token that an identity provider signs with its private key.</summary>
    /// <param name="head">The header, with alg and kid.</param>
    /// <param name="sign">Signs the bytes.</param>
    /// <param name="scope">What it allows.</param>
    public static string Signed(string head, Func<byte[], byte[]> sign, string scope = "user/*.*") =>
        Make(scope, null, "phederation", "fhir", 600, head, sign);

    private static string Make(
        string scope,
        string? patient,
        string issuer,
        string audience,
        int seconds,
        string header,
        Func<byte[], byte[]> sign
    )
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var head = Encode(header);
        var launch = patient is null ? "" : $$""","patient":"{{patient}}" """;
        var body = Encode(
            $$"""{"iss":"{{issuer}}","aud":"{{audience}}","iat":{{now}},"exp":{{now + seconds}},"scope":"{{scope}}"{{launch}}}"""
        );
        var signature = System.Buffers.Text.Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes($"{head}.{body}")));
        return $"{head}.{body}.{signature}";
    }

    private static string Encode(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
