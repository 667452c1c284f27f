using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Phederation.Containers.Oci;

/// <summary>
/// A content address "sha256:…": 64 lowercase hexadecimal digits. Other algorithms and other spellings are refused, because two
/// spellings of one digest would be two names of one thing (OCI image specification, descriptor.md).
/// </summary>
public sealed record Digest
{
    private const string Prefix = "sha256:";

    private Digest(string hex) => Hex = hex;

    /// <summary>The 64 lowercase hexadecimal digits, without the algorithm.</summary>
    public string Hex { get; }

    /// <summary>Reads "sha256:…".</summary>
    /// <exception cref="FormatException">The text is no SHA-256 digest in its one spelling.</exception>
    public static Digest Parse(string text) =>
        TryParse(text, out var digest)
            ? digest
            : throw new FormatException($"'{Shorten(text)}' is no digest: \"sha256:\" and 64 lowercase hexadecimal digits are expected.");

    /// <summary>Reads "sha256:…"; false for any other text.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Digest? digest)
    {
        digest = null;
        if (text is null || text.Length != Prefix.Length + 64 || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var hex = text[Prefix.Length..];
        if (!hex.All(char.IsAsciiHexDigitLower))
        {
            return false;
        }

        digest = new Digest(hex);
        return true;
    }

    /// <summary>The digest of bytes in memory.</summary>
    public static Digest Sha256(ReadOnlySpan<byte> content) => FromHash(SHA256.HashData(content));

    /// <summary>The digest of the rest of a stream.</summary>
    public static Digest Sha256(Stream content) => FromHash(SHA256.HashData(content));

    /// <summary>The digest of the rest of a stream.</summary>
    public static async Task<Digest> Sha256Async(Stream content, CancellationToken cancellationToken = default) =>
        FromHash(await SHA256.HashDataAsync(content, cancellationToken));

    /// <summary>The digest whose 32 bytes were computed elsewhere (an incremental hash).</summary>
    public static Digest FromHash(ReadOnlySpan<byte> hash)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(hash.Length, SHA256.HashSizeInBytes);
        return new Digest(Convert.ToHexStringLower(hash));
    }

    /// <summary>"sha256:…".</summary>
    public override string ToString() => Prefix + Hex;

    private static string Shorten(string text) => text.Length <= 100 ? text : text[..100] + "…";
}
