namespace Phederation.OmopJobs.Concepts;

/// <summary>Text of a file in a message.</summary>
internal static class Shown
{
    private const int Longest = 40;

    /// <summary>The beginning of it.</summary>
    public static string Text(string text) => text.Length <= Longest ? text : text[..Longest] + "…";
}
