using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.Fhir.Searching;

/// <summary>A search for the number brings another number, or matches.</summary>
internal sealed class SearchCountZeroOracle()
    : ShapeOracle(
        "search-count-zero",
        "_count=0 and _summary=count bring the total of the search and nothing that matches (FHIR R4, Search, page count).",
        ScenarioKinds.SearchCountZero
    )
{
    protected override IEnumerable<Finding> Judge(RunReading run)
    {
        var start = run.FirstUnseeded;
        var whole = SearchSet.Heeded(run.At(start + SearchCountZeroShape.Whole));
        foreach (var step in (int[])[start + SearchCountZeroShape.Zero, start + SearchCountZeroShape.Summary])
        {
            if (SearchSet.Heeded(run.At(step)) is not { } count || run.At(step) is not { } exchange)
            {
                continue;
            }

            var how = step == start + SearchCountZeroShape.Zero ? "_count=0" : "_summary=count";
            if (count.Keys.Count > 0)
            {
                yield return exchange.Found(
                    this,
                    FindingSeverity.Warning,
                    $"{exchange.Line} brings {count.Keys.Count} matches.",
                    $"matches with {how}"
                );
            }
            else if (whole is { IsWhole: true } && count.Total is { } total && total != whole.Keys.Count)
            {
                yield return exchange.Found(
                    this,
                    FindingSeverity.Error,
                    $"{exchange.Line} says {total}; {whole.Keys.Count} are found.",
                    $"total with {how}"
                );
            }
        }
    }
}
