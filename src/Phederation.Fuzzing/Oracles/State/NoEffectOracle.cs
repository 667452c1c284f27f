using Phederation.Fuzzing.Oracles.Fhir;
using Phederation.Fuzzing.Oracles.Reading;

namespace Phederation.Fuzzing.Oracles.State;

/// <summary>What was refused has left something.</summary>
/// <param name="name">Its name.</param>
/// <param name="rule">What must hold.</param>
/// <param name="kind">The scenarios.</param>
/// <param name="before">The step that looks.</param>
/// <param name="refused">The step that is refused.</param>
/// <param name="after">The step that looks again.</param>
/// <param name="rules">What may differ between two looks.</param>
internal abstract class NoEffectOracle(string name, string rule, string kind, int before, int refused, int after, ServiceRules rules)
    : ShapeOracle(name, rule, kind)
{
    protected override IEnumerable<Finding> Judge(RunReading run)
    {
        if (
            run.At(before) is not { IsSuccess: true } looked
            || run.At(refused) is not { IsError: true } refusal
            || run.At(after) is not { IsAnswered: true } again
        )
        {
            yield break;
        }

        if (Changed(looked, again) is { } change)
        {
            yield return refusal.Found(
                this,
                FindingSeverity.Error,
                $"{refusal.Line} was refused with {refusal.Answer.Status} ({refusal.Asked.Fault ?? "invalid"}), and yet {change}.",
                refusal.Asked.Fault ?? "refused"
            );
        }
    }

    private string? Changed(Exchange looked, Exchange again)
    {
        if (again.Answer.Status is 404 or 410)
        {
            return $"what was there is gone ({again.Answer.Status})";
        }

        if (!again.IsSuccess || looked.Json is not { State: JsonState.Json } one || again.Json is not { State: JsonState.Json } other)
        {
            return null;
        }

        if (SearchSet.Of(looked) is { } few && SearchSet.Of(again) is { } many)
        {
            return few.Total != many.Total || !few.Keys.ToHashSet().SetEquals(many.Keys)
                ? $"{many.Total ?? many.Keys.Count} are found after it, {few.Total ?? few.Keys.Count} before"
                : null;
        }

        return JsonComparison.First(one.Root, other.Root, rules.Unchanged) is { } difference ? $"it left a trace: {difference}" : null;
    }
}
