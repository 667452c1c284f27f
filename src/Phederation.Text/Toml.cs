using System.Text;
using System.Text.Unicode;
using Phederation.Text.Parsing;
using Phederation.Text.Printing;

namespace Phederation.Text;

/// <summary>Reads and prints TOML 1.0.0 documents.</summary>
public static class Toml
{
    /// <summary>Reads a document from text.</summary>
    /// <param name="text">The document; a byte order mark at its start is passed over.</param>
    /// <param name="file">The name for messages.</param>
    /// <param name="limits">How large it may be; null is <see cref="TomlLimits.Default"/>.</param>
    /// <exception cref="TomlException">The document is malformed or too large.</exception>
    public static TomlTable Parse(string text, string file, TomlLimits? limits = null)
    {
        limits ??= TomlLimits.Default;

        // Each UTF-16 code unit takes at least one byte.
        if (text.Length > limits.MaxBytes || Encoding.UTF8.GetByteCount(text) > limits.MaxBytes)
        {
            throw TooLarge(file, limits);
        }

        if (IndexOfLoneSurrogate(text) is { } lone)
        {
            var before = text.AsSpan(0, lone);
            var location = new SourceLocation(file, before.Count('\n') + 1, lone - before.LastIndexOf('\n'));
            throw new TomlException(location, $"half a surrogate pair (U+{(int)text[lone]:X4}) is no character; remove it");
        }

        var cursor = new TextCursor(text.StartsWith('\uFEFF') ? text[1..] : text, file);
        return new TomlParser(cursor, limits.MaxDepth).Parse();
    }

    /// <summary>Reads a document from UTF-8.</summary>
    /// <inheritdoc cref="Parse(string, string, TomlLimits?)"/>
    public static TomlTable ParseUtf8(ReadOnlySpan<byte> utf8, string file, TomlLimits? limits = null)
    {
        limits ??= TomlLimits.Default;
        return utf8.Length > limits.MaxBytes ? throw TooLarge(file, limits)
            : Utf8.IsValid(utf8) ? Parse(Encoding.UTF8.GetString(utf8), file, limits)
            : throw NotUtf8(utf8, file);
    }

    /// <summary>Reads a document from a file.</summary>
    /// <exception cref="TomlException">The document is malformed or too large.</exception>
    /// <exception cref="IOException">The file is not there or can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to read it.</exception>
    public static TomlTable Load(string path, TomlLimits? limits = null)
    {
        limits ??= TomlLimits.Default;
        using var file = File.OpenRead(path);

        // One byte more than allowed is enough to know: a device or a growing file has no length to ask for.
        var buffer = new byte[(int)Math.Min(limits.MaxBytes + 1L, Math.Max(4096, file.CanSeek ? file.Length + 1 : 0))];
        var length = 0;
        while (true)
        {
            var count = file.Read(buffer, length, buffer.Length - length);
            length += count;
            if (count == 0 || length > limits.MaxBytes)
            {
                return ParseUtf8(buffer.AsSpan(0, length), path, limits);
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(limits.MaxBytes + 1L, buffer.Length * 2L));
            }
        }
    }

    /// <summary>Prints a document: values before the tables of the same table, else in the given order; the same for the same tables.</summary>
    public static string Print(TomlTable document) => TomlPrinter.Print(document);

    private static int? IndexOfLoneSurrogate(string text)
    {
        for (var index = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); index >= 0 && index < text.Length; index++)
        {
            if (!char.IsSurrogate(text[index]))
            {
                continue;
            }

            if (index + 1 >= text.Length || !char.IsSurrogatePair(text[index], text[index + 1]))
            {
                return index;
            }

            index++;
        }

        return null;
    }

    private static TomlException TooLarge(string file, TomlLimits limits) =>
        new(new SourceLocation(file, 1, 1), $"the document is larger than {limits.MaxBytes} bytes; split it or shorten it");

    private static TomlException NotUtf8(ReadOnlySpan<byte> utf8, string file)
    {
        var (line, column) = (1, 1);
        while (Rune.DecodeFromUtf8(utf8, out var rune, out var count) == System.Buffers.OperationStatus.Done)
        {
            (line, column) = rune.Value == '\n' ? (line + 1, 1) : (line, column + rune.Utf16SequenceLength);
            utf8 = utf8[count..];
        }

        return new TomlException(
            new SourceLocation(file, line, column),
            $"the byte 0x{utf8[0]:X2} is not valid UTF-8; save the file as UTF-8"
        );
    }
}
