using System.Text;

namespace Phederation.Fuzzing.Buckets;

/// <summary>
/// Takes out of an error's text what differs from one request to the next, so that the same fault has the same text: quotations become
/// <c>&lt;text&gt;</c>, times <c>&lt;time&gt;</c>, GUIDs <c>&lt;guid&gt;</c>, long hexadecimal numbers <c>&lt;hex&gt;</c>, other numbers <c>&lt;n&gt;</c>,
/// and words of letters and digits that look made up <c>&lt;id&gt;</c>. These placeholders themselves stay as they are.
/// </summary>
public static class DetailNormaliser
{
    /// <summary>No normalised text is longer, in characters.</summary>
    public const int LongestText = 240;

    // Of what comes in: a body of megabytes is not read to its end for a few words.
    private const int LongestInput = 4096;
    private const int LongestQuotation = 512;

    private static readonly HashSet<string> Placeholders = ["text", "time", "guid", "hex", "n", "id"];

    /// <summary>The text in its normal form, on one line.</summary>
    public static string Normalise(string text)
    {
        var rest = text.AsSpan(0, Math.Min(text.Length, LongestInput));
        var normal = new StringBuilder(Math.Min(rest.Length, LongestText) + 16);
        var previous = ' ';
        while (rest.Length > 0 && normal.Length < LongestText)
        {
            var taken = Take(rest, previous, normal);
            previous = rest[taken - 1];
            rest = rest[taken..];
        }

        return Shorten(normal.ToString().TrimEnd());
    }

    private static int Take(ReadOnlySpan<char> rest, char previous, StringBuilder normal)
    {
        var first = rest[0];
        if (char.IsWhiteSpace(first) || char.IsControl(first))
        {
            if (normal.Length > 0 && normal[^1] != ' ')
            {
                normal.Append(' ');
            }

            return 1;
        }

        if (Quotation(rest, previous) is var quoted and > 0)
        {
            normal.Append("<text>");
            return quoted;
        }

        if (Placeholder(rest) is var kept and > 0)
        {
            normal.Append(rest[..kept]);
            return kept;
        }

        if (
            char.IsLetterOrDigit(first)
            || (first is '-' or '+' && rest.Length > 1 && char.IsAsciiDigit(rest[1]) && !char.IsLetterOrDigit(previous))
        )
        {
            return WordShape.Take(rest, normal);
        }

        normal.Append(first);
        return 1;
    }

    // From a quotation mark that begins a word to the next of its kind that ends one: an apostrophe is none.
    private static int Quotation(ReadOnlySpan<char> rest, char previous)
    {
        var close = rest[0] switch
        {
            '"' => '"',
            '\'' => '\'',
            '`' => '`',
            '“' => '”',
            '‘' => '’',
            '«' => '»',
            _ => '\0',
        };
        if (close == '\0' || char.IsLetterOrDigit(previous))
        {
            return 0;
        }

        for (var at = 1; at < Math.Min(rest.Length, LongestQuotation); at++)
        {
            if (rest[at] == '\\')
            {
                at++;
            }
            else if (rest[at] == close && (at + 1 == rest.Length || !char.IsLetterOrDigit(rest[at + 1])))
            {
                return at + 1;
            }
        }

        return 0;
    }

    private static int Placeholder(ReadOnlySpan<char> rest)
    {
        var end = rest[0] == '<' ? rest[..Math.Min(rest.Length, 8)].IndexOf('>') : -1;
        return end > 1 && Placeholders.Contains(rest[1..end].ToString()) ? end + 1 : 0;
    }

    // Not in the middle of a placeholder, which would be another text after a second time.
    private static string Shorten(string text)
    {
        if (text.Length <= LongestText)
        {
            return text;
        }

        var cut = LongestText;
        var open = text.LastIndexOf('<', cut - 1);
        if (open >= 0 && cut - open < 7 && text.IndexOf('>', open) is var end && end >= cut)
        {
            cut = open;
        }

        return text[..cut].TrimEnd();
    }
}
