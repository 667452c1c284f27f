using System.Globalization;
using System.Text;

namespace Phederation.ParserFuzzing.Instrumenting;

/// <summary>Dictionaries of tokens in AFL's format: a line <c>name="text"</c> each, other bytes as \xHH, comments after #.</summary>
public static class AflDictionary
{
    private const int MaximumTokens = 20_000;

    /// <summary>Writes tokens.</summary>
    public static string Print(IEnumerable<byte[]> tokens) =>
        string.Concat(tokens.Select((token, index) => $"t{index}=\"{Escape(token)}\"\n"));

    /// <summary>Reads a dictionary.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="file">Its name for errors.</param>
    /// <exception cref="ParserFuzzingException">A line is none of the format; says file and line.</exception>
    public static IReadOnlyList<byte[]> Parse(string text, string file)
    {
        var tokens = new List<byte[]>();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var open = line.IndexOf('"');
            if (open < 0 || line[^1] != '"' || open == line.Length - 1)
            {
                throw Bad(file, number, "a token is a text in double quotes");
            }

            if (tokens.Count == MaximumTokens)
            {
                throw Bad(file, number, $"a dictionary has at most {MaximumTokens} tokens");
            }

            tokens.Add(Unescape(line[(open + 1)..^1], file, number));
        }

        return tokens;
    }

    private static string Escape(byte[] token)
    {
        var text = new StringBuilder();
        foreach (var one in token)
        {
            _ = one is >= 32 and < 127 and not (byte)'"' and not (byte)'\\'
                ? text.Append((char)one)
                : text.Append(CultureInfo.InvariantCulture, $"\\x{one:x2}");
        }

        return text.ToString();
    }

    private static byte[] Unescape(string text, string file, int line)
    {
        var bytes = new List<byte>();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\')
            {
                var length = at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(at, length)));
                at += length - 1;
            }
            else if (at + 1 < text.Length && text[at + 1] is '\\' or '"')
            {
                bytes.Add((byte)text[++at]);
            }
            else if (
                at + 3 < text.Length
                && text[at + 1] == 'x'
                && byte.TryParse(text.AsSpan(at + 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            )
            {
                bytes.Add(value);
                at += 3;
            }
            else
            {
                throw Bad(file, line, @"after a backslash come a quote, a backslash or xHH");
            }
        }

        return [.. bytes];
    }

    private static ParserFuzzingException Bad(string file, int line, string why) =>
        new(ParserFuzzingFault.BadInput, $"{file}:{line}: {why}");
}
