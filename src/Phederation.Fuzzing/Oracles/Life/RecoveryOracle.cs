using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Oracles.Life;

/// <summary>The target doesn't come back from something that it must survive.</summary>
internal sealed class RecoveryOracle : IOracle
{
    public string Name => "recovery";

    public string Rule =>
        "After a restart, a reload, a client that goes away or a database that comes back, the service serves again by itself.";

    public IEnumerable<Finding> Judge(ScenarioRun run)
    {
        for (var i = 0; i < Math.Min(run.Results.Count, run.Scenario.Steps.Count); i++)
        {
            if (run.Scenario.Steps[i] is EventStep step && run.Results[i].Event is { IsDone: true, Recovered: null })
            {
                yield return new Finding(
                    Name,
                    FindingSeverity.Critical,
                    step.Operation,
                    i,
                    $"After {step.Event} the target didn't serve again within its time.",
                    step.Event.ToString()
                );
            }
        }
    }
}
