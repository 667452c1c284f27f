using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.State;

/// <summary>The same PUT twice leaves something else than once.</summary>
/// <param name="rules">What may differ between two looks.</param>
internal sealed class IdempotentPutOracle(ServiceRules rules)
    : ShapeOracle("idempotent-put", "The same PUT sent again has no further effect (RFC 9110, 9.2.2).", ScenarioKinds.UpdateTwice)
{
    protected override IEnumerable<Finding> Judge(RunReading run)
    {
        if (
            run.At(UpdateTwiceShape.Update) is not { IsSuccess: true } first
            || run.At(UpdateTwiceShape.UpdateAgain) is not { IsAnswered: true } second
            || second.Answer.Status is >= 500 or 401 or 429
        )
        {
            yield break;
        }

        if (!second.IsSuccess)
        {
            yield return second.Found(
                this,
                FindingSeverity.Warning,
                $"{second.Line} was answered with {first.Answer.Status} at first, and with {second.Answer.Status} the second time.",
                $"{second.Answer.Status} the second time"
            );
        }
        else if (
            run.At(UpdateTwiceShape.Read) is { IsSuccess: true, Json: { State: JsonState.Json } once }
            && run.At(UpdateTwiceShape.ReadAgain) is { IsAnswered: true } read
        )
        {
            if (read.Answer.Status is 404 or 410)
            {
                yield return read.Found(this, FindingSeverity.Error, $"After the same PUT again it is gone: {read.Answer.Status}.", "gone");
            }
            else if (
                read is { IsSuccess: true, Json: { State: JsonState.Json } twice }
                && JsonComparison.First(once.Root, twice.Root, rules.Repeated) is { } difference
            )
            {
                yield return read.Found(this, FindingSeverity.Error, $"After the same PUT again: {difference}.", difference.Place);
            }
        }
    }
}
