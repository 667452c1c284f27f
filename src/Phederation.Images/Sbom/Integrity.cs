namespace Phederation.Images.Sbom;

/// <summary>Hashes as package managers write them.</summary>
internal static class Integrity
{
    private const string Prefix = "sha512-";

    /// <summary>The hex of <c>sha512-BASE64</c>, or of BASE64 alone; null for anything else.</summary>
    public static string? Sha512(string? text)
    {
        if (text is null)
        {
            return null;
        }

        Span<byte> hash = stackalloc byte[64];
        var base64 = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text;
        return Convert.TryFromBase64String(base64, hash, out var length) && length == hash.Length ? Convert.ToHexStringLower(hash) : null;
    }
}
