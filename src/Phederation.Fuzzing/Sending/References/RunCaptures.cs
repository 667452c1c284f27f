using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Sending.References;

/// <summary>What the scenarios of a sequence captured, when the sequence is run by itself.</summary>
public sealed class RunCaptures : ICaptureSource
{
    private readonly Dictionary<long, ScenarioRun> _runs = [];

    /// <summary>Adds a run; the scenario's later run takes the place of an earlier one.</summary>
    public void Add(ScenarioRun run) => _runs[run.Scenario.Number] = run;

    /// <inheritdoc />
    public string? Captured(long scenario, int step, string name) =>
        _runs.TryGetValue(scenario, out var run) && step < run.Results.Count ? run.Results[step].Captured.GetValueOrDefault(name) : null;
}
