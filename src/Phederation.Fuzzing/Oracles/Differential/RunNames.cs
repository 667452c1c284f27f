using System.Text.RegularExpressions;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Oracles.Differential;

/// <summary>Takes out of a run's texts what is another in each run: the ids that the target gave, times, tags.</summary>
internal sealed partial class RunNames
{
    /// <summary>Shorter ones would be found in everything.</summary>
    private const int ShortestInText = 4;

    private readonly List<(string Value, string Name)> _captured;

    /// <summary>The names in a run.</summary>
    public RunNames(ScenarioRun run) =>
        _captured = [
            .. run
                .Results.SelectMany((result, step) => result.Captured.Select(capture => (capture.Value, Name: $"{{{step}.{capture.Key}}}")))
                .Where(pair => pair.Value.Length > 0)
                .OrderByDescending(pair => pair.Value.Length)
                .DistinctBy(pair => pair.Value),
        ];

    /// <summary>A text without them.</summary>
    public string Plain(string text)
    {
        foreach (var (value, name) in _captured)
        {
            if (text == value)
            {
                return name;
            }

            if (value.Length >= ShortestInText)
            {
                text = text.Replace(value, name, StringComparison.Ordinal);
            }
            else
            {
                // A short number is an id only where it is a part of an address.
                text = text.Replace($"/{value}/", $"/{name}/", StringComparison.Ordinal);
                text = text.EndsWith("/" + value, StringComparison.Ordinal) ? text[..^value.Length] + name : text;
            }
        }

        return Number().Replace(Time().Replace(Guid().Replace(Authority().Replace(text, "{address}"), "{guid}"), "{time}"), "{hash}");
    }

    [GeneratedRegex(@"https?://[^/\s""'<>]+", RegexOptions.NonBacktracking)]
    private static partial Regex Authority();

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}", RegexOptions.NonBacktracking)]
    private static partial Regex Guid();

    [GeneratedRegex(
        @"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?|\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Time();

    [GeneratedRegex("\\b[0-9a-f]{16,64}\\b", RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
