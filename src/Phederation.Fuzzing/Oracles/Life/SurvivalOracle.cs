using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.Life;

/// <summary>What was made is lost by something that happens to the target.</summary>
internal sealed class SurvivalOracle()
    : ShapeOracle(
        "survival",
        "What the service said it had made is there after a restart, a kill, or a restart of its database.",
        ScenarioKinds.EventRead
    )
{
    protected override IEnumerable<Finding> Judge(RunReading run)
    {
        if (
            run.At(EventReadShape.Create) is { IsSuccess: true }
            && run.At(EventReadShape.Read) is { IsAnswered: true } read
            && read.Answer.Status is 404 or 410
            && run.Run.Scenario.Steps[EventReadShape.Event] is EventStep step
            && run.Run.Results[EventReadShape.Event].Event is { IsDone: true }
        )
        {
            yield return read.Found(
                this,
                FindingSeverity.Critical,
                $"What was made before {step.Event} is gone after it: {read.Answer.Status}.",
                step.Event.ToString()
            );
        }
    }
}
