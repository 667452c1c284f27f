using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Oracles.Life;

/// <summary>What the life of a target says about a run.</summary>
internal static class LifeReading
{
    /// <summary>Whether it didn't come back from something that was done to it.</summary>
    public static bool IsLost(ScenarioRun run) => run.Results.Any(result => result.Event is { IsDone: true, Recovered: null });

    /// <summary>A finding in the step at which the target was noticed to be gone: the first without an answer, or the last.</summary>
    public static Finding Found(IOracle oracle, ScenarioRun run, string message, string detail)
    {
        var step = run.Results.ToList().FindIndex(result => result.Answer?.Fault is not null);
        if (step < 0)
        {
            step = Math.Max(0, run.Results.Count - 1);
        }

        var operation = run.Scenario.Steps.Count > step ? run.Scenario.Steps[step].Operation : run.Scenario.Kind;
        return new Finding(oracle.Name, FindingSeverity.Critical, operation, step, message, detail);
    }
}
