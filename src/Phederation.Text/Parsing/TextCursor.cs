using System.Text;

namespace Phederation.Text.Parsing;

/// <summary>A place in a text that knows its line and column.</summary>
internal sealed class TextCursor(string text, string file)
{
    /// <summary>What <see cref="Current"/> is after the last character: no document may hold it as it is.</summary>
    public const char End = '\0';

    private int _line = 1;
    private int _lineStart;

    public int Position { get; private set; }

    public bool IsAtEnd => Position >= text.Length;

    /// <summary>The character here, or <see cref="End"/>.</summary>
    public char Current => Position < text.Length ? text[Position] : End;

    /// <summary>What has not been read yet.</summary>
    public ReadOnlySpan<char> Rest => text.AsSpan(Position);

    public SourceLocation Location => new(file, _line, Position - _lineStart + 1);

    /// <summary>Whether this character is here, passing over it.</summary>
    public bool Take(char expected)
    {
        if (Current != expected || IsAtEnd)
        {
            return false;
        }

        Position++;
        return true;
    }

    /// <summary>Passes over characters that hold no line end.</summary>
    public void Skip(int count) => Position += count;

    /// <summary>Passes over spaces and tabs.</summary>
    public void SkipBlanks()
    {
        while (Current is ' ' or '\t')
        {
            Position++;
        }
    }

    /// <summary>Whether a line ends here, passing over its end (LF or CR LF).</summary>
    public bool TakeLineEnd()
    {
        var length =
            Current == '\n' ? 1
            : Current == '\r' && Position + 1 < text.Length && text[Position + 1] == '\n' ? 2
            : 0;
        if (length == 0)
        {
            return false;
        }

        Position += length;
        _line++;
        _lineStart = Position;
        return true;
    }

    /// <summary>The text from a position up to here.</summary>
    public ReadOnlySpan<char> Since(int start) => text.AsSpan(start, Position - start);

    /// <summary>An error here.</summary>
    public TomlException Error(string message) => new(Location, message);

    /// <summary>The character here in words.</summary>
    public string Found() =>
        IsAtEnd ? "the end of the document"
        : Current is '\n' or '\r' ? "the end of the line"
        : char.IsControl(Current) ? $"the character U+{(int)Current:X4}"
        : $"'{Rune.GetRuneAt(text, Position)}'";
}
