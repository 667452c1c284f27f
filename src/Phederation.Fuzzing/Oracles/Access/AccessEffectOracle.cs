using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Oracles.State;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.Access;

/// <summary>What somebody was not allowed to do was done.</summary>
/// <param name="rules">What may differ between two looks.</param>
internal sealed class AccessEffectOracle(ServiceRules rules)
    : ShapeOracle(
        "access-effect",
        "What somebody may not do isn't done, whatever they are answered (OWASP API1:2023).",
        ScenarioKinds.AccessStranger,
        ScenarioKinds.AccessAnonymous
    )
{
    protected override IEnumerable<Finding> Judge(RunReading run)
    {
        if (
            run.At(AccessShape.Before) is not { IsSuccess: true } before
            || run.At(AccessShape.After) is not { IsAnswered: true } after
            // A change that was answered as done is told by who sees that it was served.
            || run.At(AccessShape.Update) is { IsSuccess: true }
        )
        {
            yield break;
        }

        if (after.Answer.Status is 404 or 410)
        {
            var delete = run.At(AccessShape.Delete) ?? after;
            yield return delete.Found(
                this,
                FindingSeverity.Critical,
                $"{delete.Line} by {delete.Sent.Actor} was answered with {delete.Answer.Status}, and its owner now reads {after.Answer.Status}.",
                "deleted"
            );
        }
        else if (
            after.IsSuccess
            && before.Json is { State: JsonState.Json } one
            && after.Json is { State: JsonState.Json } other
            && JsonComparison.First(one.Root, other.Root, rules.Unchanged) is { } difference
        )
        {
            var update = run.At(AccessShape.Update) ?? after;
            yield return update.Found(
                this,
                FindingSeverity.Critical,
                $"{update.Line} by {update.Sent.Actor} was answered with {update.Answer.Status}, and yet {difference}.",
                "changed"
            );
        }
    }
}
