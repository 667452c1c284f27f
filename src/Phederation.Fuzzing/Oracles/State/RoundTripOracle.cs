using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.State;

/// <summary>What is read isn't what was written.</summary>
/// <param name="rules">What the service may change.</param>
internal sealed class RoundTripOracle(ServiceRules rules)
    : ShapeOracle(
        "round-trip",
        "What was stored is read as it was sent: every element, lists in order, numbers with their precision (FHIR R4, RESTful API, update; data types, decimal; RFC 9110, 9.3.4).",
        ScenarioKinds.CreateRead,
        ScenarioKinds.UpdateRead,
        ScenarioKinds.VersionRead
    )
{
    // One that loses everything has shown it by then.
    private const int MostDifferences = 64;

    protected override IEnumerable<Finding> Judge(RunReading run)
    {
        var isUpdate = run.Run.Scenario.Kind == ScenarioKinds.UpdateRead;
        var (written, read) = (run.At(isUpdate ? UpdateReadShape.Update : 0), run.At(run.Run.Scenario.Steps.Count - 1));
        if (
            written is not { IsSuccess: true, Asked.Intent: RequestIntent.Valid, Sent.Body: { } body }
            || read is not { IsSuccess: true }
            || JsonReading.Of(body) is not { State: JsonState.Json } sent
            || read.Json is not { State: JsonState.Json } found
        )
        {
            yield break;
        }

        foreach (
            var difference in JsonComparison
                .All(sent.Root, found.Root, rules.RoundTrip, MostDifferences)
                .DistinctBy(difference => (difference.Kind, difference.Place))
        )
        {
            yield return read.Found(
                this,
                FindingSeverity.Error,
                $"What is read at {read.Line} isn't what was written: {difference}.",
                difference.Kind
            ) with
            {
                Place = difference.Place,
            };
        }
    }
}
