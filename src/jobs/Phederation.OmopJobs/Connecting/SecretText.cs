using System.Text;

namespace Phederation.OmopJobs.Connecting;

/// <summary>Reads a password from its file, and nowhere else.</summary>
internal static class SecretText
{
    private const int Longest = 1024;

    /// <summary>The file's only line; an editor's line end, of whatever system, is no part of it.</summary>
    /// <exception cref="JobException">It is not there, can't be read, or is no password. The message has nothing of its content.</exception>
    public static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var bytes = new byte[Longest + 1];
        int count;
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            count = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new JobException(
                ExitCode.Missing,
                $"The secret {path} is not there.",
                "Mount the file that holds the password.",
                exception
            );
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new JobException(ExitCode.Denied, $"The secret {path} can't be read.", "Let the job's user read it.", exception);
        }

        var content = bytes.AsMemory(0, count);
        var text = content.Span.IndexOfAnyInRange((byte)0x80, (byte)0xFF) < 0 ? Encoding.ASCII.GetString(content.Span) : "\0";
        text = text.EndsWith('\n') ? text[..^1] : text;
        text = text.EndsWith('\r') ? text[..^1] : text;
        return text.Length is > 0 and <= Longest && !text.Any(char.IsControl)
            ? text
            : throw new JobException(
                ExitCode.BadInput,
                $"The secret {path} is no password: one line of 1 to {Longest} printable ASCII characters is accepted.",
                "Write the password into it, and nothing else."
            );
    }
}
