using System.Text.RegularExpressions;

namespace Phederation.Workloads.Reading;

/// <summary><c>${name}</c> in a statement or an argument stands for what an earlier action captured.</summary>
internal static class Captures
{
    private static readonly Regex Reference = new(
        @"\$\{(?<name>[a-z][a-z0-9_]*)\}",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    );

    /// <summary>The names that some texts refer to.</summary>
    public static IEnumerable<string> NamesIn(IEnumerable<string> texts) =>
        texts.SelectMany(text => Reference.Matches(text)).Select(match => match.Groups["name"].Value);

    /// <summary>The text with every reference replaced.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        Reference.Replace(text, match => values.GetValueOrDefault(match.Groups["name"].Value, match.Value));
}
