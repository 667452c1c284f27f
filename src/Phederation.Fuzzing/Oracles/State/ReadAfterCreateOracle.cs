using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Oracles.State;

/// <summary>What was made isn't there.</summary>
internal sealed class ReadAfterCreateOracle()
    : ShapeOracle(
        "read-after-create",
        "What the service says it has made can be read at once (RFC 9110, 9.3.3 and 15.3.2).",
        ScenarioKinds.CreateRead,
        ScenarioKinds.UpdateRead,
        ScenarioKinds.VersionRead
    )
{
    protected override IEnumerable<Finding> Judge(RunReading run)
    {
        var last = run.Run.Scenario.Steps.Count - 1;
        if (
            run.At(0) is { IsSuccess: true, Answer.Status: not 202 }
            && run.At(last) is { IsRefused: true } read
            && read.Answer.Status is not (401 or 429)
        )
        {
            yield return read.Found(
                this,
                FindingSeverity.Error,
                $"What was made a moment before is answered with {read.Answer.Status}: {read.Line}",
                $"{read.Answer.Status}"
            );
        }
    }
}
