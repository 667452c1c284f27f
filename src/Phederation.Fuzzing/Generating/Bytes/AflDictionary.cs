using System.Globalization;
using System.Text;

namespace Phederation.Fuzzing.Generating.Bytes;

/// <summary>
/// Tokens in the format of AFL's dictionaries (docs of AFL++: dictionaries/README.md): a token a line, as "value", name="value" or name@level="value",
/// where \\, \" and \xNN stand for bytes; # begins a comment.
/// </summary>
public sealed class AflDictionary
{
    /// <summary>How many bytes a token has at most, as in AFL++.</summary>
    public const int LongestToken = 128;

    /// <summary>How many tokens a dictionary has at most.</summary>
    public const int MostTokens = 20_000;

    /// <summary>How many characters a file has at most.</summary>
    public const int LongestText = 4 * 1024 * 1024;

    /// <summary>A dictionary of these tokens; what is twice is there once.</summary>
    /// <exception cref="ArgumentException">A token is empty or too long, has a name that none may have, or there are too many.</exception>
    public AflDictionary(IEnumerable<DictionaryToken> tokens)
    {
        Tokens = [.. tokens.Distinct()];
        if (Tokens.Count > MostTokens)
        {
            throw new ArgumentException($"a dictionary has {MostTokens} tokens at most", nameof(tokens));
        }

        foreach (var token in Tokens)
        {
            var isNamed = token.Name is { Length: > 0 } name && name.All(IsName);
            if (token.Value.Length is 0 or > LongestToken || token.Level < 0 || !(isNamed || (token.Name is null && token.Level == 0)))
            {
                throw new ArgumentException(
                    $"a token has 1 to {LongestToken} bytes, a level from 0, and a name of letters, digits and underscores, which only one of "
                        + "level 0 may lack",
                    nameof(tokens)
                );
            }
        }
    }

    /// <summary>The tokens.</summary>
    public IReadOnlyList<DictionaryToken> Tokens { get; }

    /// <summary>Reads a dictionary.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="level">Tokens of higher levels are left out.</param>
    /// <exception cref="AflDictionaryException">It is malformed or too large.</exception>
    public static AflDictionary Parse(string text, string file, int level = int.MaxValue)
    {
        if (text.Length > LongestText)
        {
            throw new AflDictionaryException(file, 1, 1, $"the dictionary has more than {LongestText} characters; split it");
        }

        var tokens = new List<DictionaryToken>();
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (new AflDictionaryLine(line, file, number).Read() is not { } token || token.Level > level)
            {
                continue;
            }

            tokens.Add(token);
            if (tokens.Count > MostTokens)
            {
                throw new AflDictionaryException(file, number, 1, $"the dictionary has more than {MostTokens} tokens; split it");
            }
        }

        return new AflDictionary(tokens);
    }

    /// <summary>The text, which reads back as the same tokens in AFL and here.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var token in Tokens)
        {
            text.Append(token.Name);
            if (token.Level > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"@{token.Level}");
            }

            text.Append(token.Name is null ? "\"" : "=\"");
            foreach (var one in token.Value.Span)
            {
                text.Append(
                    one switch
                    {
                        (byte)'"' => "\\\"",
                        (byte)'\\' => "\\\\",
                        < 32 or > 126 => $"\\x{one:x2}",
                        _ => ((char)one).ToString(),
                    }
                );
            }

            text.Append("\"\n");
        }

        return text.ToString();
    }

    internal static bool IsName(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';
}
