using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.Fhir.Searching;

/// <summary>Two values find something else than either.</summary>
internal sealed class SearchOrOracle()
    : ShapeOracle(
        "search-or",
        "What two values of a condition find together is what either finds (FHIR R4, Search, combining parameters).",
        ScenarioKinds.SearchOr
    )
{
    protected override IEnumerable<Finding> Judge(RunReading run)
    {
        var start = run.FirstUnseeded;
        if (
            SearchSet.Heeded(run.At(start + SearchOrShape.One)) is { IsWhole: true } one
            && SearchSet.Heeded(run.At(start + SearchOrShape.Other)) is { IsWhole: true } other
            && SearchSet.Heeded(run.At(start + SearchOrShape.Either)) is { IsWhole: true } either
            && !one.Keys.Union(other.Keys).ToHashSet().SetEquals(either.Keys)
        )
        {
            var exchange = run.At(start + SearchOrShape.Either)!;
            yield return exchange.Found(
                this,
                FindingSeverity.Error,
                $"{exchange.Line} finds {either.Keys.Distinct().Count()}, its values alone {one.Keys.Union(other.Keys).Count()}.",
                either.Keys.Except(one.Keys.Union(other.Keys)).Any() ? "more than either" : "less than both"
            );
        }
    }
}
