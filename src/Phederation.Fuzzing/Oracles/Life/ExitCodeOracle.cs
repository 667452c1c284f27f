using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Oracles.Life;

/// <summary>The target, asked to end, ends in another way than cleanly.</summary>
internal sealed class ExitCodeOracle : IOracle
{
    /// <summary>128 and SIGTERM: a program that leaves the end to the signal.</summary>
    private const int ByTermination = 143;

    private const int ByKill = 137;

    public string Name => "exit-code";

    public string Rule =>
        "Asked to end (SIGTERM), a service ends by itself with 0 or 143 before it is killed (IEEE Std 1003.1, 2.8.2 for 128 and the signal).";

    public IEnumerable<Finding> Judge(ScenarioRun run)
    {
        for (var i = 0; i < Math.Min(run.Results.Count, run.Scenario.Steps.Count); i++)
        {
            if (
                run.Scenario.Steps[i] is EventStep { Event: TargetEvent.Restart } step
                && run.Results[i].Event is { IsDone: true, ExitCode: { } code and not (0 or ByTermination) }
            )
            {
                var how = code == ByKill ? "it had to be killed" : $"its exit code was {code}";
                yield return new Finding(Name, FindingSeverity.Warning, step.Operation, i, $"Asked to end, {how}.", $"exit code {code}");
            }
        }
    }
}
