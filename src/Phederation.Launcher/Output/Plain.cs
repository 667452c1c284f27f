using System.Text;

namespace Phederation.Launcher.Output;

/// <summary>Text of others made harmless for a terminal.</summary>
internal static class Plain
{
    /// <summary>
    /// The text without control characters, tabs apart: what a container wrote, or a file that was refused is named, must not move the cursor,
    /// recolour or retitle the terminal of whoever reads it.
    /// </summary>
    public static string Text(string text)
    {
        if (!text.Any(IsUnwanted))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            clean.Append(IsUnwanted(character) ? '\uFFFD' : character);
        }

        return clean.ToString();
    }

    // Control characters, and those that reverse the direction of the text after them.
    private static bool IsUnwanted(char c) =>
        (char.IsControl(c) && c != '\t') || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
