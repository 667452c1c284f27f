using System.Security.Cryptography;

namespace Phederation.Trust.Releases;

/// <summary>Hashes files of any size.</summary>
internal static class FileHash
{
    private const int BufferSize = 128 << 10;

    /// <summary>
    /// The SHA-256 of a file's bytes in hexadecimal digits. A file without a length is not opened: it could be a pipe, at which a reader
    /// waits for ever.
    /// </summary>
    public static async Task<string> Sha256Async(FileInfo file, CancellationToken cancellationToken)
    {
        if (file.Length == 0)
        {
            return Convert.ToHexStringLower(SHA256.HashData([]));
        }

        await using var stream = Open(file.FullName);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    /// <summary>Opens a file for reading from its beginning to its end.</summary>
    public static FileStream Open(string path) =>
        new(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.Read,
                BufferSize = BufferSize,
                Options = FileOptions.SequentialScan,
            }
        );
}
