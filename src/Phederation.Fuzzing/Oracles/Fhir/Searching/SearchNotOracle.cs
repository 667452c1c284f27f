using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.Fhir.Searching;

/// <summary>A condition and its opposite overlap, or leave something out.</summary>
internal sealed class SearchNotOracle()
    : ShapeOracle(
        "search-not",
        "With :not a condition finds what it doesn't find without, and both are all (FHIR R4, Search, token, modifiers).",
        ScenarioKinds.SearchNot
    )
{
    protected override IEnumerable<Finding> Judge(RunReading run)
    {
        var start = run.FirstUnseeded;
        return Partition.Judge(this, run, start + SearchNotShape.All, start + SearchNotShape.With, start + SearchNotShape.Without);
    }
}
