using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Oracles.Reading;

/// <summary>The exchanges of a run.</summary>
internal sealed partial class RunReading
{
    private static readonly ConditionalWeakTable<ScenarioRun, RunReading> Readings = [];

    private readonly Exchange?[] _steps;

    private RunReading(ScenarioRun run)
    {
        Run = run;
        _steps = [.. run.Scenario.Steps.Select((step, i) => At(run, step, i))];
        FirstUnseeded = Math.Max(0, run.Scenario.Steps.ToList().FindIndex(step => step is not RequestStep { Produces: not null }));
    }

    /// <summary>The run.</summary>
    public ScenarioRun Run { get; }

    /// <summary>Whether every step was carried out.</summary>
    public bool IsWhole => Run.Results.Count == Run.Scenario.Steps.Count;

    /// <summary>The requests that were sent, in order.</summary>
    public IEnumerable<Exchange> Exchanges => _steps.OfType<Exchange>();

    /// <summary>The first step that doesn't make anything: searches come after the seeds of what they search.</summary>
    public int FirstUnseeded { get; }

    /// <summary>A reading of a run.</summary>
    public static RunReading Of(ScenarioRun run) => Readings.GetValue(run, static read => new RunReading(read));

    /// <summary>The exchange of a step; null where there is none, or where the request lacked something that an earlier step should have captured.</summary>
    public Exchange? At(int step) => step < _steps.Length && _steps[step] is { } exchange && IsGrounded(exchange) ? exchange : null;

    /// <summary>
    /// Whether everything that the request refers to was there when it was sent. Else it was another request than the scenario means, and only what every
    /// answer owes can be said of it.
    /// </summary>
    public bool IsGrounded(Exchange exchange)
    {
        var request = exchange.Asked.Request;
        return IsGrounded(request.Path, exchange.Sent.Path)
            && request.Headers.All(header => IsGrounded(header.Value, null))
            && (request.Body is not { } body || body.Span.IndexOf("{{"u8) < 0 || IsGrounded(Encoding.Latin1.GetString(body.Span), null));
    }

    private static Exchange? At(ScenarioRun run, ScenarioStep step, int i) =>
        step is RequestStep request && i < run.Results.Count && run.Results[i] is { Sent: { } sent, Answer: { } answer }
            ? new Exchange(i, request, sent, answer)
            : null;

    private bool IsGrounded(string text, string? sent)
    {
        foreach (Match match in Reference().Matches(text))
        {
            var scenario = match.Groups["scenario"].Value;
            if (scenario.Length == 0 || scenario == Run.Scenario.Number.ToString())
            {
                if (
                    !int.TryParse(match.Groups["step"].ValueSpan, out var step)
                    || step >= Run.Results.Count
                    || !Run.Results[step].Captured.TryGetValue(match.Groups["name"].Value, out var value)
                    || value.Length == 0
                )
                {
                    return false;
                }
            }
            else if (sent is not null && sent == Reference().Replace(text, ""))
            {
                // What another scenario captured isn't in this run, but that it put nothing there shows.
                return false;
            }
        }

        return true;
    }

    [GeneratedRegex(@"\{\{(?<scenario>[0-9]{0,18})\.(?<step>[0-9]{1,9})\.(?<name>[A-Za-z]+)\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();
}
