using System.Buffers;
using System.Globalization;
using System.Text;

namespace Phederation.Text.Parsing;

/// <summary>Reads the four kinds of quoted strings.</summary>
internal sealed class StringReader(TextCursor cursor)
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private readonly StringBuilder _text = new();

    /// <summary>Reads a string of any kind.</summary>
    public string ReadValue()
    {
        var quote = cursor.Current;
        return cursor.Rest.StartsWith([quote, quote, quote], StringComparison.Ordinal) ? ReadLong(quote) : ReadShort(quote);
    }

    /// <summary>Reads a string of one line, as keys are.</summary>
    public string ReadKey() => ReadShort(cursor.Current);

    private string ReadShort(char quote)
    {
        var start = cursor.Location;
        cursor.Skip(1);
        _text.Clear();
        while (!cursor.Take(quote))
        {
            if (cursor.IsAtEnd || cursor.Current is '\n' or '\r')
            {
                throw new TomlException(
                    start,
                    $"the string is not closed on its line; end it with {quote}, or write it between {quote}{quote}{quote}"
                );
            }

            ReadCharacter(quote);
        }

        return _text.ToString();
    }

    private string ReadLong(char quote)
    {
        var start = cursor.Location;
        cursor.Skip(3);
        _text.Clear();

        // A line end right after the quotes is not part of the string.
        cursor.TakeLineEnd();
        while (true)
        {
            if (cursor.IsAtEnd)
            {
                throw new TomlException(start, $"the string is not closed; end it with {quote}{quote}{quote}");
            }

            if (cursor.Current == quote)
            {
                if (TakeQuotes(quote))
                {
                    return _text.ToString();
                }
            }
            else if (!TakeLineEnd() && !(quote == '"' && TakeFoldedLines()))
            {
                ReadCharacter(quote);
            }
        }
    }

    // Up to two quotes belong to the string; three close it, and up to two more before them still belong to it.
    private bool TakeQuotes(char quote)
    {
        var count = 0;
        while (count < 5 && cursor.Take(quote))
        {
            count++;
        }

        _text.Append(quote, count >= 3 ? count - 3 : count);
        return count >= 3;
    }

    private bool TakeLineEnd()
    {
        var start = cursor.Position;
        if (!cursor.TakeLineEnd())
        {
            return false;
        }

        _text.Append(cursor.Since(start));
        return true;
    }

    // A backslash at the end of a line takes away the line end and all white space up to the next character.
    private bool TakeFoldedLines()
    {
        if (cursor.Current != '\\' || cursor.Rest[1..].TrimStart(" \t") is not ['\n' or '\r', ..])
        {
            return false;
        }

        cursor.Skip(1);
        do
        {
            cursor.SkipBlanks();
        } while (cursor.TakeLineEnd());
        return true;
    }

    private void ReadCharacter(char quote)
    {
        if (cursor.Current == '\\' && quote == '"')
        {
            ReadEscape();
            return;
        }

        if (Characters.IsForbidden(cursor.Current))
        {
            var mend = quote == '"' ? $"write it as \\u{(int)cursor.Current:X4}" : "use a string in \" quotes with an escape";
            throw cursor.Error($"a string can't hold {cursor.Found()} as it is; {mend}");
        }

        _text.Append(cursor.Current);
        cursor.Skip(1);
    }

    private void ReadEscape()
    {
        var location = cursor.Location;
        cursor.Skip(1);
        var kind = cursor.Current;
        if (kind is 'u' or 'U')
        {
            cursor.Skip(1);
            _text.Append(ReadCodePoint(kind == 'u' ? 4 : 8, location));
            return;
        }

        _text.Append(
            kind switch
            {
                'b' => '\b',
                't' => '\t',
                'n' => '\n',
                'f' => '\f',
                'r' => '\r',
                '"' => '"',
                '\\' => '\\',
                _ => throw new TomlException(
                    location,
                    $"a backslash followed by {cursor.Found()} is no escape; write \\\\ for a backslash, or use ' quotes"
                ),
            }
        );
        cursor.Skip(1);
    }

    private string ReadCodePoint(int digits, SourceLocation location)
    {
        var rest = cursor.Rest;
        if (
            rest.Length < digits
            || rest[..digits].ContainsAnyExcept(HexDigits)
            || !uint.TryParse(rest[..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            || !Rune.TryCreate(value, out var rune)
        )
        {
            throw new TomlException(
                location,
                $"the escape is not a Unicode character; write \\u and 4 or \\U and 8 hexadecimal digits, up to 10FFFF and not D800 to DFFF"
            );
        }

        cursor.Skip(digits);
        return rune.ToString();
    }
}
