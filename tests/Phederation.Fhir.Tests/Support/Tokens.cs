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
    )
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var head = Encode($$"""{"alg":"{{algorithm}}","typ":"JWT"}""");
        var launch = patient is null ? "" : $$""","patient":"{{patient}}" """;
        var body = Encode(
            $$"""{"iss":"{{issuer}}","aud":"{{audience}}","iat":{{now}},"exp":{{now + seconds}},"scope":"{{scope}}"{{launch}}}"""
        );
        var signature =
            algorithm == "none"
                ? ""
                : System.Buffers.Text.Base64Url.EncodeToString(
                    HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes($"{head}.{body}"))
                );
        return $"{head}.{body}.{signature}";
    }

    private static string Encode(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
