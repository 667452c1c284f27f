using System.Globalization;

namespace Phederation.Fuzzing.Generating.Bytes;

/// <summary>A line of a dictionary.</summary>
internal ref struct AflDictionaryLine(ReadOnlySpan<char> line, string file, int number)
{
    private readonly ReadOnlySpan<char> _line = line;
    private int _at;

    /// <summary>The token; null where the line is empty or a comment.</summary>
    public DictionaryToken? Read()
    {
        Blanks();
        if (_at == _line.Length || _line[_at] == '#')
        {
            return null;
        }

        string? name = null;
        var level = 0;
        if (_line[_at] != '"')
        {
            name = Name();
            level = Level();
            Blanks();
            Expect('=', "a name is followed by = and the token in quotes");
            Blanks();
        }

        Expect('"', "the token is in quotes, such as \"value\" or name=\"value\"");
        var value = Value();
        Blanks();
        return _at == _line.Length ? new DictionaryToken(value, name, level) : throw Wrong("nothing follows the token's closing quote");
    }

    private void Blanks()
    {
        while (_at < _line.Length && _line[_at] is ' ' or '\t')
        {
            _at++;
        }
    }

    private void Expect(char character, string problem)
    {
        if (_at == _line.Length || _line[_at] != character)
        {
            throw Wrong(problem);
        }

        _at++;
    }

    private string Name()
    {
        var start = _at;
        while (_at < _line.Length && AflDictionary.IsName(_line[_at]))
        {
            _at++;
        }

        return _at > start ? _line[start.._at].ToString() : throw Wrong("a name is of letters, digits and underscores");
    }

    private int Level()
    {
        if (_at == _line.Length || _line[_at] != '@')
        {
            return 0;
        }

        var start = ++_at;
        while (_at < _line.Length && char.IsAsciiDigit(_line[_at]))
        {
            _at++;
        }

        return int.TryParse(_line[start.._at], NumberStyles.None, CultureInfo.InvariantCulture, out var level)
            ? level
            : throw Wrong("@ is followed by a level, a number from 0 to 2147483647");
    }

    private byte[] Value()
    {
        var value = new List<byte>();
        while (_at < _line.Length && _line[_at] != '"')
        {
            if (value.Count == AflDictionary.LongestToken)
            {
                throw Wrong($"a token has {AflDictionary.LongestToken} bytes at most");
            }

            value.Add(_line[_at] == '\\' ? Escaped() : Plain());
        }

        Expect('"', "the token's closing quote is missing");
        return value.Count > 0 ? [.. value] : throw Wrong("a token has one byte at least");
    }

    private byte Plain() =>
        _line[_at] is >= ' ' and <= '~' ? (byte)_line[_at++] : throw Wrong("bytes beyond printable ASCII are written as \\xNN");

    private byte Escaped()
    {
        if (_at + 1 < _line.Length && _line[_at + 1] is '\\' or '"')
        {
            _at += 2;
            return (byte)_line[_at - 1];
        }

        if (
            _at + 3 < _line.Length
            && _line[_at + 1] == 'x'
            && byte.TryParse(_line.Slice(_at + 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
        )
        {
            _at += 4;
            return value;
        }

        throw Wrong("a backslash is followed by a backslash, a quote, or x and two hexadecimal digits");
    }

    private readonly AflDictionaryException Wrong(string problem) => new(file, number, _at + 1, problem);
}
