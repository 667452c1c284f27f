using System.Text.RegularExpressions;

namespace Phederation.Workloads.Running;

/// <summary>Holds texts against patterns.</summary>
internal static class Expectations
{
    private const int Shown = 500;

    /// <summary>Every pattern must match.</summary>
    /// <exception cref="StepFailedException">One doesn't; the message shows it and the text.</exception>
    public static void Check(IReadOnlyList<Regex> patterns, string text, string what)
    {
        if (patterns.FirstOrDefault(pattern => !pattern.IsMatch(text)) is { } missing)
        {
            var shown = text.Length > Shown ? text[..Shown] + "…" : text;
            throw new StepFailedException($"nothing in {what} matches '{missing}': '{shown.Trim()}'");
        }
    }
}
