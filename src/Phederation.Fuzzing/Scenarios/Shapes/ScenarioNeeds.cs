using System.Text;
using System.Text.RegularExpressions;

namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Which earlier scenarios a scenario's steps refer to.</summary>
internal static partial class ScenarioNeeds
{
    /// <summary>Their numbers, ascending.</summary>
    public static IReadOnlyList<long> Of(long number, IEnumerable<ScenarioStep> steps) =>
        [.. steps.OfType<RequestStep>().SelectMany(Of).Where(needed => needed != number).Distinct().Order()];

    private static IEnumerable<long> Of(RequestStep step)
    {
        var texts = step.Request.Headers.Select(header => header.Value).Append(step.Request.Path);
        if (step.Request.Body is { } body)
        {
            // References are ASCII: bytes that are no text spoil none of them.
            texts = texts.Append(Encoding.Latin1.GetString(body.Span));
        }

        return texts
            .SelectMany(text => Reference().Matches(text))
            .Select(match => long.TryParse(match.Groups["number"].ValueSpan, out var number) ? number : -1)
            .Where(number => number >= 0);
    }

    [GeneratedRegex(@"\{\{(?<number>[0-9]{1,18})\.[0-9]+\.[A-Za-z]+\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();
}
