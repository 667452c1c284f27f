using System.Text;

namespace Phederation.Images.Linting.Shell;

/// <summary>Reads pipelines out of a script.</summary>
internal sealed class ShellReader(string script)
{
    private const int MaxDepth = 16;
    private static readonly string[] Keywords =
    [
        "if",
        "then",
        "else",
        "elif",
        "fi",
        "for",
        "while",
        "until",
        "do",
        "done",
        "case",
        "esac",
        "in",
        "!",
        "{",
        "}",
    ];

    private readonly List<ShellPipeline> _pipelines = [];
    private readonly List<ShellCommand> _commands = [];
    private readonly List<ShellWord> _words = [];
    private readonly List<(int Start, int End)> _substitutions = [];
    private int _pipeOffset = -1;
    private int _position;
    private int _depth;

    private ShellReader(string script, int start, int depth)
        : this(script)
    {
        _position = start;
        _depth = depth;
    }

    /// <summary>The pipelines.</summary>
    public IReadOnlyList<ShellPipeline> Read() => ReadUntil(script.Length);

    private List<ShellPipeline> ReadUntil(int end)
    {
        var outer = _depth;
        while (_position < end)
        {
            var character = script[_position];
            if (character is ' ' or '\t' or '\r')
            {
                _position++;
            }
            else if (character == '#')
            {
                var lineEnd = script.IndexOf('\n', _position);
                _position = lineEnd < 0 || lineEnd > end ? end : lineEnd;
            }
            else if (!TakeOperator(outer, end))
            {
                ReadWord(end);
            }
        }

        EndPipeline();
        foreach (var (start, stop) in _substitutions.Where(_ => outer < MaxDepth))
        {
            _pipelines.AddRange(new ShellReader(script, start, outer + 1).ReadUntil(stop));
        }

        return _pipelines;
    }

    private bool TakeOperator(int outer, int end)
    {
        var next = _position + 1 < end ? script[_position + 1] : '\0';
        switch (script[_position])
        {
            case '|' when next == '|':
            case '&' when next == '&':
            case ';' when next == ';':
                _position += 2;
                EndPipeline();
                return true;
            case '|':
                EndCommand();
                _pipeOffset = _pipeOffset < 0 ? _position : _pipeOffset;
                _position += next == '&' ? 2 : 1;
                return true;
            case '&' when next == '>':
                return false;
            case ';' or '&' or '\n':
                _position++;
                EndPipeline();
                return true;
            case '(':
                EndCommand();
                _depth++;
                _position++;
                return true;
            case ')':
                EndCommand();
                _depth = Math.Max(outer, _depth - 1);
                _position++;
                return true;
            default:
                return false;
        }
    }

    private void ReadWord(int end)
    {
        var start = _position;
        var value = new StringBuilder();
        while (_position < end && !IsWordEnd(start, end))
        {
            var character = script[_position];
            if (character is '\'')
            {
                var close = IndexOf('\'', _position + 1, end);
                value.Append(script, _position + 1, close - _position - 1);
                _position = Math.Min(close + 1, end);
            }
            else if (character is '"')
            {
                ReadQuoted(value, end);
            }
            else if (character == '\\')
            {
                value.Append(_position + 1 < end ? script[_position + 1] : "");
                _position += 2;
            }
            else if (!TakeSubstitution(value, end))
            {
                value.Append(character);
                _position++;
            }
        }

        _position = Math.Min(_position, end);
        var word = new ShellWord(script[start.._position], value.ToString(), start);
        if (_words.Count > 0 || !Keywords.Contains(word.Raw))
        {
            _words.Add(word);
        }
    }

    private void ReadQuoted(StringBuilder value, int end)
    {
        _position++;
        while (_position < end && script[_position] != '"')
        {
            if (script[_position] == '\\' && _position + 1 < end)
            {
                value.Append(script[_position + 1]);
                _position += 2;
            }
            else if (!TakeSubstitution(value, end))
            {
                value.Append(script[_position++]);
            }
        }

        _position++;
    }

    // $(…), `…`, <(…) and >(…) are scripts of their own; ${…} is a part of the word.
    private bool TakeSubstitution(StringBuilder value, int end)
    {
        var start = _position;
        var next = _position + 1 < end ? script[_position + 1] : '\0';
        if (script[_position] == '`')
        {
            var close = IndexOf('`', _position + 1, end);
            _substitutions.Add((_position + 1, close));
            _position = Math.Min(close + 1, end);
        }
        else if (script[_position] is '$' or '<' or '>' && next == '(')
        {
            var close = Closing('(', ')', _position + 1, end);
            _substitutions.Add((_position + 2, close));
            _position = Math.Min(close + 1, end);
        }
        else if (script[_position] == '$' && next == '{')
        {
            _position = Math.Min(Closing('{', '}', _position + 1, end) + 1, end);
        }
        else
        {
            return false;
        }

        value.Append(script, start, _position - start);
        return true;
    }

    private bool IsWordEnd(int start, int end) =>
        script[_position] switch
        {
            ' ' or '\t' or '\r' or '\n' or ';' or '|' or '(' or ')' => true,
            '&' => !(_position > start && script[_position - 1] is '>' or '<') && !(_position + 1 < end && script[_position + 1] == '>'),
            '<' or '>' => _position > start
                && script[_position - 1] is not ('<' or '>' or '&')
                && script.AsSpan(start, _position - start).ContainsAnyExceptInRange('0', '9')
                && !(_position + 1 < end && script[_position + 1] == '('),
            _ => false,
        };

    private int IndexOf(char character, int from, int end)
    {
        var index = from >= end ? -1 : script.IndexOf(character, from, end - from);
        return index < 0 ? end : index;
    }

    // Quotes inside count as characters: good enough to find the end of what people write in Dockerfiles.
    private int Closing(char open, char close, int from, int end)
    {
        var depth = 0;
        for (var index = from; index < end; index++)
        {
            depth +=
                script[index] == open ? 1
                : script[index] == close ? -1
                : 0;
            if (depth == 0)
            {
                return index;
            }
        }

        return end;
    }

    private void EndCommand()
    {
        if (_words.Count > 0)
        {
            _commands.Add(new ShellCommand([.. _words], _depth));
            _words.Clear();
        }
    }

    private void EndPipeline()
    {
        EndCommand();
        if (_commands.Count > 0)
        {
            _pipelines.Add(new ShellPipeline([.. _commands]) { PipeOffset = _commands.Count > 1 ? _pipeOffset : -1 });
            _commands.Clear();
        }

        _pipeOffset = -1;
    }
}
