using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Tests.Planted;

/// <summary>Runs scenarios at a planted service, one request at a time.</summary>
/// <param name="target">Its base address.</param>
/// <param name="life">What happens to it, and how it is.</param>
/// <param name="time">By what answers are timed.</param>
internal sealed partial class PlantedRunner(Uri target, IPlantedLife life, TimeProvider time)
{
    private readonly WireClient _client = new(target, time);
    private readonly Dictionary<(long, int), IReadOnlyDictionary<string, string>> _captured = [];

    /// <summary>The token of an actor; by itself its name.</summary>
    public Func<string, string> Token
    {
        init => _client.Token = value;
    }

    /// <summary>How long an answer may take; null waits long.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>Carries a scenario out.</summary>
    public async Task<ScenarioRun> RunAsync(Scenario scenario, CancellationToken cancellationToken)
    {
        var results = new List<StepResult>();
        for (var i = 0; i < scenario.Steps.Count; i++)
        {
            results.Add(
                scenario.Steps[i] is RequestStep request
                    ? await SendAsync(scenario.Number, request, cancellationToken)
                    : new StepResult { Event = life.Happen(((EventStep)scenario.Steps[i]).Event) }
            );
            _captured[(scenario.Number, i)] = results[i].Captured;
        }

        return new ScenarioRun(scenario, results, life.Condition);
    }

    private async Task<StepResult> SendAsync(long number, RequestStep step, CancellationToken cancellationToken)
    {
        var sent = step.Request with
        {
            Path = Filled(number, step.Request.Path),
            Headers = [.. step.Request.Headers.Select(header => KeyValuePair.Create(header.Key, Filled(number, header.Value)))],
            Body = step.Request.Body is { } body ? Encoding.Latin1.GetBytes(Filled(number, Encoding.Latin1.GetString(body.Span))) : null,
        };
        var answer = await _client.SendAsync(sent, Patience, cancellationToken);
        var captured = new Dictionary<string, string>();
        foreach (var (name, expression) in step.Captures)
        {
            if (Capture(expression, answer) is { } value)
            {
                captured[name] = value;
            }
        }

        return new StepResult
        {
            Sent = sent,
            Answer = answer,
            Captured = captured,
        };
    }

    private string? Capture(string expression, FuzzAnswer answer)
    {
        var (kind, name) = (expression.Split(':', 2)[0], expression.Split(':', 2)[1]);
        return kind switch
        {
            "header" => answer.Header(name),
            "link" => LinkCapture.Read(target, name, answer),
            "location" => answer.Header("Location")?.Split("/_history/")[0].Split('/')[^1],
            _ => InJson(name, answer),
        };
    }

    private static string? InJson(string path, FuzzAnswer answer)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(answer.Body.Span);
        }
        catch (JsonException)
        {
            return null;
        }

        foreach (var part in path.Split('.'))
        {
            node =
                node is JsonArray list && int.TryParse(part, out var i) ? (i < list.Count ? list[i] : null)
                : node is JsonObject item ? item[part]
                : null;
        }

        return node?.ToString();
    }

    private string Filled(long number, string text) =>
        Reference()
            .Replace(
                text,
                match =>
                    _captured.TryGetValue(
                        (
                            match.Groups["scenario"].Length == 0 ? number : long.Parse(match.Groups["scenario"].ValueSpan),
                            int.Parse(match.Groups["step"].ValueSpan)
                        ),
                        out var captured
                    ) && captured.TryGetValue(match.Groups["name"].Value, out var value)
                        ? value
                        : ""
            );

    [GeneratedRegex(@"\{\{(?<scenario>[0-9]*)\.(?<step>[0-9]+)\.(?<name>[A-Za-z]+)\}\}")]
    private static partial Regex Reference();
}
