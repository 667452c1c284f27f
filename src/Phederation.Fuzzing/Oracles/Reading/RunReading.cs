using System.Runtime.CompilerServices;
using System.Text;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Sending.References;

namespace Phederation.Fuzzing.Oracles.Reading;

/// <summary>The exchanges of a run.</summary>
internal sealed class RunReading
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
        var isGrounded = IsGrounded(Encoding.UTF8.GetBytes(request.Path));
        foreach (var header in request.Headers)
        {
            isGrounded &= IsGrounded(Encoding.UTF8.GetBytes(header.Value));
        }

        return isGrounded
            && (request.Body is not { } body || IsGrounded(body.Span))
            // What another scenario captured isn't in this run, but that it put nothing there shows.
            && (exchange.Sent.Path == request.Path || exchange.Sent.Path != ReferenceText.Replace(request.Path, _ => ""));
    }

    private static Exchange? At(ScenarioRun run, ScenarioStep step, int i) =>
        step is RequestStep request && i < run.Results.Count && run.Results[i] is { Sent: { } sent, Answer: { } answer }
            ? new Exchange(i, request, sent, answer)
            : null;

    private bool IsGrounded(ReadOnlySpan<byte> text)
    {
        var isGrounded = true;
        ReferenceText.Replace(
            text,
            reference =>
            {
                isGrounded &= (reference.Scenario is { } number && number != Run.Scenario.Number) || IsCaptured(reference);
                return "";
            }
        );
        return isGrounded;
    }

    private bool IsCaptured(CaptureReference reference) =>
        reference.Step < Run.Results.Count
        && Run.Results[reference.Step].Captured.TryGetValue(reference.Name, out var value)
        && value.Length > 0;
}
