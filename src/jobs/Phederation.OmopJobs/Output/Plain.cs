using System.Text;

namespace Phederation.OmopJobs.Output;

/// <summary>Text of others made harmless for a terminal.</summary>
internal static class Plain
{
    /// <summary>The text without control characters, tabs apart, and without those that reverse the direction of what follows.</summary>
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

    private static bool IsUnwanted(char c) =>
        (char.IsControl(c) && c != '\t') || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
