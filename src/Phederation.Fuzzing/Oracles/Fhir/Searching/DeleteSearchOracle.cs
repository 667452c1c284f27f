using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.Fhir.Searching;

/// <summary>What was deleted is found.</summary>
internal sealed class DeleteSearchOracle()
    : ShapeOracle("search-after-delete", "What was deleted is found no more (FHIR R4, RESTful API, delete).", ScenarioKinds.DeleteSearch)
{
    protected override IEnumerable<Finding> Judge(RunReading run)
    {
        if (
            run.At(DeleteSearchShape.Create) is { IsSuccess: true, Asked.Produces: { } type }
            && run.Run.Results[DeleteSearchShape.Create].Captured.TryGetValue("id", out var id)
            && run.At(DeleteSearchShape.Delete) is { IsSuccess: true, Answer.Status: not 202 }
            && SearchSet.Heeded(run.At(DeleteSearchShape.Search)) is { } found
            && (found.Keys.Contains($"{type}/{id}") || found is { Total: > 0, Keys.Count: 0 })
        )
        {
            var exchange = run.At(DeleteSearchShape.Search)!;
            yield return exchange.Found(this, FindingSeverity.Error, $"{type}/{id} was deleted and is found by {exchange.Line}", "found");
        }
    }
}
