using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Phederation.Text;

namespace Phederation.Images.Dockerfiles.Parsing;

/// <summary>Gets a Dockerfile's text out of bytes, within bounds.</summary>
internal static class DockerfileEncoding
{
    /// <summary>The bytes of a file, at most one more than allowed: a device or a growing file has no length to ask for.</summary>
    public static byte[] ReadBounded(string path, DockerfileLimits limits)
    {
        using var file = File.OpenRead(path);
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (bytes.Length <= limits.MaxBytes && file.Read(buffer) is > 0 and var count)
        {
            bytes.Write(buffer, 0, count);
        }

        return bytes.ToArray();
    }

    /// <summary>The text of UTF-8.</summary>
    public static string Decode(ReadOnlySpan<byte> utf8, string file, DockerfileLimits limits) =>
        utf8.Length > limits.MaxBytes ? throw TooLarge(file, limits)
        : Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8)
        : throw NotUtf8(utf8, file);

    /// <summary>Refuses a text that is too large or holds half a character.</summary>
    public static void Check(string text, string file, DockerfileLimits limits)
    {
        if (text.Length > limits.MaxBytes || Encoding.UTF8.GetByteCount(text) > limits.MaxBytes)
        {
            throw TooLarge(file, limits);
        }

        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            {
                index++;
            }
            else if (char.IsSurrogate(text[index]))
            {
                throw new DockerfileException(
                    LocationOf(text.AsSpan(0, index), file),
                    $"half a surrogate pair (U+{(int)text[index]:X4}) is no character; remove it"
                );
            }
        }
    }

    private static SourceLocation LocationOf(ReadOnlySpan<char> before, string file) =>
        new(file, before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));

    private static DockerfileException TooLarge(string file, DockerfileLimits limits) =>
        new(
            new SourceLocation(file, 1, 1),
            $"the Dockerfile is larger than {limits.MaxBytes} bytes; copy large content from files of the context"
        );

    private static DockerfileException NotUtf8(ReadOnlySpan<byte> utf8, string file)
    {
        var rest = utf8;
        var before = new StringBuilder();
        while (Rune.DecodeFromUtf8(rest, out var rune, out var count) == OperationStatus.Done)
        {
            before.Append(rune.ToString());
            rest = rest[count..];
        }

        return new DockerfileException(
            LocationOf(before.ToString(), file),
            $"the byte 0x{rest[0]:X2} is not valid UTF-8; save the file as UTF-8"
        );
    }
}
