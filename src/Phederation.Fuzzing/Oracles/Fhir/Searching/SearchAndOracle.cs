using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.Fhir.Searching;

/// <summary>Two conditions find something that one of them doesn't, or not all that both do.</summary>
internal sealed class SearchAndOracle()
    : ShapeOracle(
        "search-and",
        "What two conditions find together, each finds (FHIR R4, Search, combining parameters).",
        ScenarioKinds.SearchAnd
    )
{
    protected override IEnumerable<Finding> Judge(RunReading run)
    {
        var start = run.FirstUnseeded;
        if (
            SearchSet.Heeded(run.At(start + SearchAndShape.One)) is not { } one
            || SearchSet.Heeded(run.At(start + SearchAndShape.Other)) is not { } other
            || SearchSet.Heeded(run.At(start + SearchAndShape.Both)) is not { } both
        )
        {
            yield break;
        }

        var exchange = run.At(start + SearchAndShape.Both)!;
        var extra = both.Keys.FirstOrDefault(key =>
            (one.IsWhole && !one.Keys.Contains(key)) || (other.IsWhole && !other.Keys.Contains(key))
        );
        if (extra is not null)
        {
            yield return exchange.Found(
                this,
                FindingSeverity.Error,
                $"{exchange.Line} finds {extra}, which one of its conditions alone doesn't.",
                "more than one of them"
            );
        }
        else if (both.Total > one.Total || both.Total > other.Total)
        {
            yield return exchange.Found(
                this,
                FindingSeverity.Error,
                $"{exchange.Line} finds {both.Total}, its conditions alone {one.Total} and {other.Total}.",
                "more than one of them"
            );
        }
        else if (
            one.IsWhole
            && other.IsWhole
            && both.IsWhole
            && one.Keys.Intersect(other.Keys).Except(both.Keys).FirstOrDefault() is { } lost
        )
        {
            yield return exchange.Found(
                this,
                FindingSeverity.Error,
                $"{exchange.Line} doesn't find {lost}, which each of its conditions does.",
                "less than both"
            );
        }
    }
}
