using System.Globalization;
using System.Text;

namespace Phederation.Images.Auditing;

/// <summary>Text from images for people: a name may hold what moves a terminal's cursor or turns the direction of a line.</summary>
internal static class AuditText
{
    private const int Longest = 300;

    /// <summary>The text without control and formatting characters, shortened.</summary>
    public static string Plain(string text)
    {
        if (text.Length <= Longest && !text.Any(IsUnplain))
        {
            return text;
        }

        var plain = new StringBuilder();
        foreach (var character in text.Take(Longest))
        {
            _ = IsUnplain(character) ? plain.Append($"\\u{(int)character:x4}") : plain.Append(character);
        }

        return text.Length > Longest ? plain.Append('…').ToString() : plain.ToString();
    }

    /// <summary>Whether a character does something else than show itself.</summary>
    public static bool IsUnplain(char character) =>
        char.IsControl(character)
        || char.GetUnicodeCategory(character)
            is UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
