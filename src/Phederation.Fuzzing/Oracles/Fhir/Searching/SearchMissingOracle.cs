using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.Fhir.Searching;

/// <summary>Having a value and lacking it overlap, or leave something out.</summary>
internal sealed class SearchMissingOracle()
    : ShapeOracle(
        "search-missing",
        "What lacks a value and what has one are all, and nothing is both (FHIR R4, Search, modifiers).",
        ScenarioKinds.SearchMissing
    )
{
    protected override IEnumerable<Finding> Judge(RunReading run)
    {
        var start = run.FirstUnseeded;
        return Partition.Judge(
            this,
            run,
            start + SearchMissingShape.All,
            start + SearchMissingShape.Lacking,
            start + SearchMissingShape.Having
        );
    }
}
