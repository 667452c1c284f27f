using System.Text;

namespace Phederation.Postgres;

/// <summary>Reads secrets from their files, and from nowhere else.</summary>
public static class SecretText
{
    /// <summary>The longest secret of one line, in bytes.</summary>
    public const int Longest = 1024;

    /// <summary>The longest secret of any content, in bytes.</summary>
    public const int LongestFile = 64 * 1024;

    /// <summary>The file's only line; an editor's line end, of whatever system, is no part of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SetupException">It is not there, can't be read, or is no password. The message has nothing of its content.</exception>
    public static async Task<string> ReadAsync(string path, CancellationToken cancellationToken) =>
        Line(path, await ReadAsync(path, Longest, cancellationToken));

    /// <summary>The same without waiting, for callers that have no other way.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SetupException">It is not there, can't be read, or is no password. The message has nothing of its content.</exception>
    public static string Read(string path) => Line(path, ReadBytes(path, Longest));

    /// <summary>The file's whole content, such as a key.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SetupException">It is not there, can't be read, is empty or too long.</exception>
    public static async Task<byte[]> ReadBytesAsync(string path, CancellationToken cancellationToken)
    {
        var content = await ReadAsync(path, LongestFile, cancellationToken);
        return content.Length is > 0 and <= LongestFile
            ? content
            : throw new SetupException(
                SetupProblem.Malformed,
                $"The secret {path} is empty or longer than {LongestFile} bytes.",
                "Mount the file that is meant."
            );
    }

    private static string Line(string path, byte[] content)
    {
        var text = content.AsSpan().IndexOfAnyInRange((byte)0x80, (byte)0xFF) < 0 ? Encoding.ASCII.GetString(content) : "\0";
        text = text.EndsWith('\n') ? text[..^1] : text;
        text = text.EndsWith('\r') ? text[..^1] : text;
        return text.Length is > 0 and <= Longest && !text.Any(char.IsControl)
            ? text
            : throw new SetupException(
                SetupProblem.Malformed,
                $"The secret {path} is no password: one line of 1 to {Longest} printable ASCII characters is accepted.",
                "Write the password into it, and nothing else."
            );
    }

    // One byte more than is allowed, which tells a file that is too long.
    private static async Task<byte[]> ReadAsync(string path, int longest, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = Open(path);
            var bytes = new byte[longest + 1];
            var count = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            return bytes[..count];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Explain(path, exception);
        }
    }

    private static byte[] ReadBytes(string path, int longest)
    {
        try
        {
            using var file = Open(path);
            var bytes = new byte[longest + 1];
            return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Explain(path, exception);
        }
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);

    private static SetupException Explain(string path, Exception exception) =>
        exception switch
        {
            FileNotFoundException or DirectoryNotFoundException => new SetupException(
                SetupProblem.Missing,
                $"The secret {path} is not there.",
                "Mount the file that holds the secret.",
                exception
            ),
            UnauthorizedAccessException => new SetupException(
                SetupProblem.Denied,
                $"The secret {path} can't be read.",
                "Let the program's user read it, and see that it is a file.",
                exception
            ),
            _ => new SetupException(SetupProblem.Denied, $"The secret {path} can't be read.", "Look whether the disk is well.", exception),
        };
}
