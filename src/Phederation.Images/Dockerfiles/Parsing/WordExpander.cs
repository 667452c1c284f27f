using System.Text;

namespace Phederation.Images.Dockerfiles.Parsing;

/// <summary>
/// Takes quotes and escapes away and fills in variables, as Docker does and a shell would: single quotes keep everything, double quotes
/// keep all but variables and escapes.
/// </summary>
internal sealed class WordExpander
{
    private readonly DockerfileText _text;
    private readonly string _raw;
    private readonly char _escape;
    private readonly Func<string, int, string?> _valueOf;
    private readonly bool _isDryRun;
    private readonly bool _keepsQuotes;
    private int _position;

    private WordExpander(DockerfileText text, Func<string, int, string?> valueOf, bool isDryRun, bool keepsQuotes = false)
    {
        _text = text;
        _raw = text.Raw;
        _escape = text.Escape;
        _valueOf = valueOf;
        _isDryRun = isDryRun;
        _keepsQuotes = keepsQuotes;
    }

    /// <summary>The text's value.</summary>
    public static string Expand(DockerfileText text, Func<string, string?> variables, bool keepsQuotes = false) =>
        new WordExpander(text, (name, _) => variables(name), isDryRun: false, keepsQuotes).ReadUntil('\0', 0);

    /// <summary>Refuses quotes and braces that do not close, and forms of variables that are unknown.</summary>
    public static DockerfileText Check(DockerfileText text)
    {
        new WordExpander(text, (_, _) => null, isDryRun: true).ReadUntil('\0', 0);
        return text;
    }

    /// <summary>The variables that the text names, those of defaults too.</summary>
    public static List<(string Name, int Offset)> VariablesOf(DockerfileText text)
    {
        var names = new List<(string, int)>();
        new WordExpander(
            text,
            (name, offset) =>
            {
                names.Add((name, offset));
                return null;
            },
            isDryRun: true
        ).ReadUntil('\0', 0);
        return names;
    }

    private bool IsAtEnd => _position >= _raw.Length;

    private string ReadUntil(char stop, int depth)
    {
        if (depth > DockerfileLimits.MaxDepth)
        {
            throw _text.Error(
                $"variables are nested more than {DockerfileLimits.MaxDepth} deep; set one of them on a line of its own",
                _position
            );
        }

        var result = new StringBuilder();
        while (!IsAtEnd && (stop == '\0' || _raw[_position] != stop))
        {
            var character = _raw[_position];
            if (character == '\'' && !_keepsQuotes)
            {
                ReadSingleQuoted(result);
            }
            else if (character == '"' && !_keepsQuotes)
            {
                ReadDoubleQuoted(result, depth);
            }
            else if (character == '$')
            {
                result.Append(ReadVariable(depth));
            }
            else if (character == _escape)
            {
                // Among kept quotes an escape only takes away the meaning of a dollar sign and of itself.
                _position++;
                if (_keepsQuotes && (IsAtEnd || (_raw[_position] != '$' && _raw[_position] != _escape)))
                {
                    result.Append(_escape);
                }

                if (!IsAtEnd)
                {
                    result.Append(_raw[_position++]);
                }
            }
            else
            {
                result.Append(character);
                _position++;
            }
        }

        return result.ToString();
    }

    private void ReadSingleQuoted(StringBuilder result)
    {
        var start = _position;
        var end = _raw.IndexOf('\'', start + 1);
        if (end < 0)
        {
            throw _text.Error("this single quote is not closed; close it, or write \\' for the character itself", start);
        }

        result.Append(_raw, start + 1, end - start - 1);
        _position = end + 1;
    }

    private void ReadDoubleQuoted(StringBuilder result, int depth)
    {
        var start = _position++;
        while (!IsAtEnd)
        {
            var character = _raw[_position];
            if (character == '"')
            {
                _position++;
                return;
            }

            if (character == '$')
            {
                result.Append(ReadVariable(depth));
                continue;
            }

            // Before any other character an escape stands for itself.
            if (
                character == _escape
                && _position + 1 < _raw.Length
                && (_raw[_position + 1] is '"' or '$' || _raw[_position + 1] == _escape)
            )
            {
                character = _raw[++_position];
            }

            result.Append(character);
            _position++;
        }

        throw _text.Error("this double quote is not closed; close it, or write \\\" for the character itself", start);
    }

    private string ReadVariable(int depth)
    {
        var start = _position++;
        if (IsAtEnd || _raw[_position] != '{')
        {
            var plain = ReadName();
            return plain.Length == 0 ? "$" : _valueOf(plain, start) ?? "";
        }

        _position++;
        var name = ReadName();
        if (name.Length == 0)
        {
            throw _text.Error("'${' is followed by no variable's name; write ${NAME}", start);
        }

        var isEmptyUnset = !IsAtEnd && _raw[_position] == ':';
        _position += isEmptyUnset ? 1 : 0;
        var form = IsAtEnd ? throw NotClosed(start) : _raw[_position++];
        var value = _valueOf(name, start);
        if (form == '}' && !isEmptyUnset)
        {
            return value ?? "";
        }

        if (form is not ('-' or '+' or '?'))
        {
            throw _text.Error(
                $"the form '${{{name}{(isEmptyUnset ? ":" : "")}{form}' is unknown; the forms are ${{X}}, ${{X:-default}}, ${{X:+alternative}} and ${{X:?message}}",
                start
            );
        }

        var word = ReadUntil('}', depth + 1);
        if (IsAtEnd)
        {
            throw NotClosed(start);
        }

        _position++;
        var isSet = isEmptyUnset ? !string.IsNullOrEmpty(value) : value is not null;
        return form switch
        {
            '+' => isSet ? word : "",
            '?' when !isSet && !_isDryRun => throw _text.Error($"the variable {name} is not set: {word}; give it a value", start),
            _ => isSet ? value! : word,
        };
    }

    private string ReadName()
    {
        var start = _position;
        if (!IsAtEnd && (char.IsAsciiLetter(_raw[_position]) || _raw[_position] == '_'))
        {
            while (!IsAtEnd && (char.IsAsciiLetterOrDigit(_raw[_position]) || _raw[_position] == '_'))
            {
                _position++;
            }
        }
        else
        {
            while (!IsAtEnd && char.IsAsciiDigit(_raw[_position]))
            {
                _position++;
            }
        }

        return _raw[start.._position];
    }

    private DockerfileException NotClosed(int start) => _text.Error("the brace of this variable is not closed; write ${NAME}", start);
}
