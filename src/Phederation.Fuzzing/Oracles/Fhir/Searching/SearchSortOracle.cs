using System.Text.Json;
using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.Fhir.Searching;

/// <summary>Another order finds something else, or is none.</summary>
internal sealed class SearchSortOracle()
    : ShapeOracle(
        "search-sort",
        "A search is answered in the order that it asks for, which doesn't change what it finds (FHIR R4, Search, sorting).",
        ScenarioKinds.SearchSort
    )
{
    private const int MostCompared = 200;

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
            else if (Disorder(run.At(step)) is { } disorder)
            {
                yield return disorder;
            }
        }
    }

    // In the order that the server itself says that it went by: it may leave that out, as long as it tells.
    private Finding? Disorder(Exchange? exchange)
    {
        if (SearchSet.Heeded(exchange) is not { } set || SortOf(exchange!.Sent.Path) is not { Length: > 0 } sort)
        {
            return null;
        }

        var self = exchange.Json.Root.Items("link").FirstOrDefault(link => link.Text("relation") == "self").Text("url");
        if (self is null || SortOf(self) != sort)
        {
            return null;
        }

        var (code, isDescending) = (sort.TrimStart('-'), sort[0] == '-');
        var keys = set
            .Resources.Take(MostCompared)
            .Select(resource => (resource, Key: SortKey.Of(resource, code)))
            .Where(pair => pair.Key is not null)
            .ToList();
        for (var later = 1; later < keys.Count; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
            {
                var (first, second) = (keys[earlier].Key!, keys[later].Key!);
                if (isDescending ? first.IsSurelyBefore(second) : second.IsSurelyBefore(first))
                {
                    return exchange.Found(
                        this,
                        FindingSeverity.Error,
                        $"{exchange.Line} has {Shown(keys[earlier].resource)} ({first}) before {Shown(keys[later].resource)} ({second}).",
                        $"{first.Kind} out of order"
                    );
                }
            }
        }

        return null;
    }

    // Where there are several, or none, null: by the second only ties are decided.
    private static string? SortOf(string address) =>
        address.Split('?', 2) is [_, var query]
        && query.Split('&').Where(pair => pair.StartsWith("_sort=", StringComparison.Ordinal)).ToList() is [var only]
        && Uri.UnescapeDataString(only["_sort=".Length..]) is var sort
        && !sort.Contains(',', StringComparison.Ordinal)
            ? sort
            : null;

    private static string Shown(JsonElement resource) => $"{resource.Text("resourceType")}/{resource.Text("id")}";
}
