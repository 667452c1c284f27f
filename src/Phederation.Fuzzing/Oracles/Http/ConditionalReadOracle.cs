using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.Http;

/// <summary>A read on condition is answered wrongly.</summary>
internal sealed class ConditionalReadOracle()
    : ShapeOracle(
        "conditional-read",
        "What is still the same is answered with 304, or whole (RFC 9110, 13.1.2).",
        ScenarioKinds.ConditionalRead
    )
{
    protected override IEnumerable<Finding> Judge(RunReading run)
    {
        if (
            run.At(ConditionalReadShape.Read) is { IsSuccess: true } first
            && run.At(ConditionalReadShape.ReadAgain) is { IsAnswered: true } again
            && again.Answer.Status < 500
            && again.Answer.Status != 304
            && again.Answer.Status != first.Answer.Status
        )
        {
            yield return again.Found(
                this,
                FindingSeverity.Warning,
                $"{again.Line} with If-None-Match was answered with {again.Answer.Status}, before with {first.Answer.Status}.",
                $"{again.Answer.Status}"
            );
        }
    }
}
