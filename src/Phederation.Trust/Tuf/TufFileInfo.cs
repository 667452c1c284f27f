using System.Security.Cryptography;
using System.Text.Json;

namespace Phederation.Trust.Tuf;

/// <summary>The hash and length that one metadata file gives of another file.</summary>
internal sealed record TufFileInfo(string Sha256, string? Sha512, long Length)
{
    /// <summary>Reads it from its JSON; a SHA-256 is needed, a SHA-512 is held too where it is given.</summary>
    public static TufFileInfo Read(JsonElement json)
    {
        var hashes = json.GetProperty("hashes");
        var sha256 = hashes.GetProperty("sha256").GetBytesFromBase64();
        var sha512 = hashes.TryGetProperty("sha512", out var value) ? value.GetBytesFromBase64() : null;
        var length = json.GetProperty("length").GetInt64();
        if (sha256.Length != SHA256.HashSizeInBytes || (sha512 is not null && sha512.Length != SHA512.HashSizeInBytes) || length < 0)
        {
            throw new FormatException("a hash or length has the wrong size");
        }

        return new TufFileInfo(Convert.ToHexStringLower(sha256), sha512 is null ? null : Convert.ToHexStringLower(sha512), length);
    }

    /// <summary>Whether the bytes are those that were meant.</summary>
    public bool Fits(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Length
        && Convert.ToHexStringLower(SHA256.HashData(bytes)) == Sha256
        && (Sha512 is null || Convert.ToHexStringLower(SHA512.HashData(bytes)) == Sha512);
}
