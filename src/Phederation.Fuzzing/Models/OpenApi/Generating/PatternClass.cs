using System.Globalization;

namespace Phederation.Fuzzing.Models.OpenApi.Generating;

/// <summary>Reads a class of characters in a pattern; of a large one, those that are ASCII.</summary>
internal static class PatternClass
{
    private static readonly char[] Printable = [.. Enumerable.Range(0x20, 0x5f).Select(code => (char)code)];
    private static readonly char[] Digit = [.. Printable.Where(char.IsAsciiDigit)];
    private static readonly char[] Space = [' ', '\t'];

    /// <summary>Letters, digits and the underscore.</summary>
    public static IReadOnlyList<char> Word { get; } = [.. Printable.Where(c => char.IsAsciiLetterOrDigit(c) || c == '_')];

    /// <summary>The characters of a class in brackets; null where it has something unknown.</summary>
    public static IReadOnlyList<char>? Read(string pattern, ref int at)
    {
        at++;
        var isOpposite = at < pattern.Length && pattern[at] == '^';
        at += isOpposite ? 1 : 0;
        var set = new HashSet<char>();
        for (var isFirst = true; at < pattern.Length && pattern[at] != ']'; isFirst = false)
        {
            if (pattern[at] == '[' && !isFirst && pattern.AsSpan(at).StartsWith("[:"))
            {
                return null;
            }

            if (One(pattern, ref at) is not { } from)
            {
                return null;
            }

            if (from.Count == 1 && at + 1 < pattern.Length && pattern[at] == '-' && pattern[at + 1] != ']')
            {
                at++;
                if (One(pattern, ref at) is not [var to] || to < from[0])
                {
                    return null;
                }

                for (int code = from[0]; code <= to; code++)
                {
                    set.Add((char)code);
                }
            }
            else
            {
                set.UnionWith(from);
            }
        }

        if (at >= pattern.Length)
        {
            return null;
        }

        at++;
        return isOpposite ? [.. Printable.Where(c => !set.Contains(c))]
            : set.Any(char.IsAscii) ? [.. set.Where(char.IsAscii).Order()]
            : [.. set.Order()];
    }

    /// <summary>What an escape stands for; null where it is unknown.</summary>
    public static IReadOnlyList<char>? ReadEscape(string pattern, ref int at)
    {
        if (at + 1 >= pattern.Length)
        {
            return null;
        }

        var escaped = pattern[at + 1];
        at += 2;
        switch (escaped)
        {
            case 'd':
                return Digit;
            case 'D':
                return [.. Printable.Except(Digit)];
            case 'w':
                return Word;
            case 'W':
                return [.. Printable.Except(Word)];
            case 's':
                return Space;
            case 'S':
                return [.. Printable.Except(Space)];
            case 't':
                return ['\t'];
            case 'n':
                return ['\n'];
            case 'r':
                return ['\r'];
            case 'x':
                return Code(pattern, ref at, 2);
            case 'u':
                return Code(pattern, ref at, 4);
            default:
                // Of letters and digits each means something of its own.
                return char.IsAsciiLetterOrDigit(escaped) ? null : [escaped];
        }
    }

    private static IReadOnlyList<char>? One(string pattern, ref int at) =>
        pattern[at] == '\\' ? ReadEscape(pattern, ref at) : [pattern[at++]];

    private static IReadOnlyList<char>? Code(string pattern, ref int at, int digits)
    {
        if (
            at + digits > pattern.Length
            || !int.TryParse(pattern.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
        )
        {
            return null;
        }

        at += digits;
        return [(char)code];
    }
}
