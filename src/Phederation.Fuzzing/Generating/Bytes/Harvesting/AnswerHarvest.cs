using System.Text.RegularExpressions;

namespace Phederation.Fuzzing.Generating.Bytes.Harvesting;

/// <summary>
/// Finds tokens in the texts of answers that refuse something (4xx): they name what would have been accepted, such as "expected one of 'male', 'female'".
/// </summary>
public static partial class AnswerHarvest
{
    private const int LongestText = 64 * 1024;

    /// <summary>Adds what is in quotes, and words that are no plain words: names of parameters, of types, of operations, addresses.</summary>
    /// <param name="text">The answer's text; what is beyond 64 KiB is left out.</param>
    /// <param name="harvest">Where they go.</param>
    public static void Harvest(string text, TokenHarvest harvest)
    {
        text = text.Length > LongestText ? text[..LongestText] : text;
        foreach (var match in Quoted().EnumerateMatches(text))
        {
            harvest.Add(text.Substring(match.Index + 1, match.Length - 2));
        }

        foreach (var match in Word().EnumerateMatches(text))
        {
            var word = text.Substring(match.Index, match.Length).TrimEnd('.', ':', '-', '/');
            if (IsName(word))
            {
                harvest.Add(word);
            }
        }
    }

    /// <summary>Whether a word has something that words of sentences don't have: a mark, a digit, or a capital within.</summary>
    private static bool IsName(string word) =>
        word.Length > 2 && (word.Any(one => !char.IsAsciiLetter(one)) || word[1..].Any(char.IsAsciiLetterUpper));

    [GeneratedRegex("""'[^'\r\n]{1,100}'|"[^"\r\n]{1,100}"|`[^`\r\n]{1,100}`""", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[A-Za-z_$][A-Za-z0-9_$.:/\-]{2,100}", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
