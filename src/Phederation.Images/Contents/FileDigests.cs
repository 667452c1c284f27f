using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Phederation.Images.Contents;

/// <summary>The two hashes of a file: the one that people trust and the one that SPDX 2.3 demands.</summary>
internal sealed class FileDigests : IDisposable
{
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash _sha1 = MakeSha1();

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        _sha256.AppendData(bytes);
        _sha1.AppendData(bytes);
    }

    /// <summary>The hashes of everything added, in lower-case hex; they begin anew after that.</summary>
    public (string Sha256, string Sha1) Take() =>
        (Convert.ToHexStringLower(_sha256.GetHashAndReset()), Convert.ToHexStringLower(_sha1.GetHashAndReset()));

    /// <inheritdoc />
    public void Dispose()
    {
        _sha256.Dispose();
        _sha1.Dispose();
    }

    /// <summary>The SHA-1 of some bytes in lower-case hex.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "SPDX 2.3 (7.9) defines the verification code so; nothing here trusts it.")]
    public static string Sha1Of(byte[] bytes) => Convert.ToHexStringLower(SHA1.HashData(bytes));

    [SuppressMessage("Security", "CA5350", Justification = "SPDX 2.3 (8.4) identifies files by SHA-1; nothing here trusts it.")]
    private static IncrementalHash MakeSha1() => IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
}
