using System.Text;

namespace Phederation.Fuzz.Output;

/// <summary>Text of others made harmless for a terminal.</summary>
internal static class Plain
{
    /// <summary>
    /// The text on one line, without control characters and those that reverse the direction of text: what a target answers must not move the cursor,
    /// recolour or retitle the terminal of whoever reads it.
    /// </summary>
    public static string Text(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            _ = IsUnwanted(character) ? clean.Append('\uFFFD') : clean.Append(character);
        }

        return clean.ToString();
    }

    private static bool IsUnwanted(char c) =>
        (char.IsControl(c) && c != '\t') || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
