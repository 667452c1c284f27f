using System.Text;
using Phederation.Fuzzing.Generating;

namespace Phederation.Fuzzing.Models.OpenApi.Generating;

/// <summary>
/// Makes a text that a pattern matches: sequences, choices, groups, classes and repetitions. What it doesn't know (looking around, references back) it
/// gives up. Who asks tries the text against the pattern.
/// </summary>
internal sealed class PatternText
{
    private const int LongestText = 20_000;
    private const int UsualRepeats = 4;
    private const int MaxDepth = 50;

    private readonly string _pattern;
    private readonly FuzzRandom _random;
    private readonly StringBuilder _text = new();
    private int _at;

    private PatternText(string pattern, FuzzRandom random) => (_pattern, _random) = (pattern, random);

    /// <summary>A text; null where the pattern has something unknown.</summary>
    public static string? Make(string pattern, FuzzRandom random)
    {
        var maker = new PatternText(pattern, random);
        return maker.Choice(0, isSilent: false) && maker._at == pattern.Length ? maker._text.ToString() : null;
    }

    private bool IsEnd => _at >= _pattern.Length;

    private char Now => _pattern[_at];

    // One of several sequences. All are read; only the one that is chosen writes.
    private bool Choice(int depth, bool isSilent)
    {
        if (depth > MaxDepth)
        {
            return false;
        }

        var start = _at;
        var ways = 0;
        // First silently, to see how many there are.
        do
        {
            _at += ways > 0 ? 1 : 0;
            ways++;
            if (!Sequence(depth, isSilent: true))
            {
                return false;
            }
        } while (!IsEnd && Now == '|');

        var end = _at;
        if (!isSilent)
        {
            var chosen = _random.Next(ways);
            _at = start;
            for (var way = 0; way < chosen; way++)
            {
                Sequence(depth, isSilent: true);
                _at++;
            }

            Sequence(depth, isSilent: false);
        }

        _at = end;
        return _text.Length <= LongestText;
    }

    private bool Sequence(int depth, bool isSilent)
    {
        while (!IsEnd && Now is not ('|' or ')'))
        {
            var start = _at;
            if (!Atom(depth, isSilent: true))
            {
                return false;
            }

            var end = _at;
            if (!Repeats(out var least, out var most))
            {
                return false;
            }

            var next = _at;
            for (var times = isSilent ? 0 : _random.Next(least, most + 1); times > 0 && _text.Length <= LongestText; times--)
            {
                _at = start;
                Atom(depth, isSilent: false);
            }

            _at = isSilent ? next : Math.Max(next, end);
        }

        return true;
    }

    private bool Atom(int depth, bool isSilent)
    {
        switch (Now)
        {
            case '^' or '$':
                _at++;
                return true;
            case '(':
                return Group(depth, isSilent);
            case '[':
                return PatternClass.Read(_pattern, ref _at) is { } set && Write(set, isSilent);
            case '.':
                _at++;
                return Write(PatternClass.Word, isSilent);
            case '*' or '+' or '?' or '{':
                return false;
            case '\\':
                return Escape(isSilent);
            default:
                return Write([_pattern[_at++]], isSilent);
        }
    }

    private bool Group(int depth, bool isSilent)
    {
        _at++;
        if (_pattern.AsSpan(_at).StartsWith("?"))
        {
            if (!_pattern.AsSpan(_at).StartsWith("?:"))
            {
                return false;
            }

            _at += 2;
        }

        if (!Choice(depth + 1, isSilent) || IsEnd || Now != ')')
        {
            return false;
        }

        _at++;
        return true;
    }

    private bool Escape(bool isSilent)
    {
        if (_pattern.AsSpan(_at).StartsWith("\\b") || _pattern.AsSpan(_at).StartsWith("\\B"))
        {
            return false;
        }

        return PatternClass.ReadEscape(_pattern, ref _at) is { } set && Write(set, isSilent);
    }

    private bool Write(IReadOnlyList<char> set, bool isSilent)
    {
        if (set.Count == 0)
        {
            return false;
        }

        if (!isSilent)
        {
            _text.Append(_random.Pick(set));
        }

        return true;
    }

    private bool Repeats(out int least, out int most)
    {
        (least, most) = (1, 1);
        if (IsEnd)
        {
            return true;
        }

        switch (Now)
        {
            case '*':
                (least, most) = (0, UsualRepeats);
                break;
            case '+':
                (least, most) = (1, UsualRepeats);
                break;
            case '?':
                (least, most) = (0, 1);
                break;
            case '{':
                var end = _pattern.IndexOf('}', _at);
                var parts = end < 0 ? [] : _pattern[(_at + 1)..end].Split(',');
                if (parts.Length is 0 or > 2 || !int.TryParse(parts[0], out least) || least > LongestText)
                {
                    return false;
                }

                most = parts.Length == 1 ? least : least + UsualRepeats;
                if (parts.Length == 2 && int.TryParse(parts[1], out var bound))
                {
                    most = Math.Min(bound, LongestText);
                }

                _at = end;
                break;
            default:
                return true;
        }

        _at++;
        // As few as possible, or as many: for making a text it's the same.
        _at += !IsEnd && Now == '?' ? 1 : 0;
        return most >= least;
    }
}
