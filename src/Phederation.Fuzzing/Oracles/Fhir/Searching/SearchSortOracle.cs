using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.Fhir.Searching;

/// <summary>Another order finds something else.</summary>
internal sealed class SearchSortOracle()
    : ShapeOracle("search-sort", "The order of a search doesn't change what it finds (FHIR R4, Search, sorting).", ScenarioKinds.SearchSort)
{
    protected override IEnumerable<Finding> Judge(RunReading run)
    {
        var start = run.FirstUnseeded;
        if (SearchSet.Heeded(run.At(start + SearchSortShape.Unsorted)) is not { IsWhole: true } unsorted)
        {
            yield break;
        }

        foreach (var step in (int[])[start + SearchSortShape.Ascending, start + SearchSortShape.Descending])
        {
            if (
                SearchSet.Heeded(run.At(step)) is { IsWhole: true } sorted
                && (sorted.Keys.Count != unsorted.Keys.Count || !sorted.Keys.ToHashSet().SetEquals(unsorted.Keys))
            )
            {
                var exchange = run.At(step)!;
                yield return exchange.Found(
                    this,
                    FindingSeverity.Error,
                    $"{exchange.Line} finds {sorted.Keys.Count}, without an order {unsorted.Keys.Count}, or others.",
                    "others"
                );
            }
        }
    }
}
