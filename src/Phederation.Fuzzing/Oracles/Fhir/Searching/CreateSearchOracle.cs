using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.Fhir.Searching;

/// <summary>What was made isn't found.</summary>
internal sealed class CreateSearchOracle()
    : ShapeOracle(
        "search-after-create",
        "What was made is found, by its id and by what it has (FHIR R4, Search).",
        ScenarioKinds.CreateSearch
    )
{
    protected override IEnumerable<Finding> Judge(RunReading run)
    {
        if (run.At(CreateSearchShape.Create) is not { IsSuccess: true, Asked.Produces: { } type } || Id(run) is not { } id)
        {
            yield break;
        }

        for (var step = CreateSearchShape.ById; step < run.Run.Scenario.Steps.Count; step++)
        {
            if (SearchSet.Heeded(run.At(step)) is { } found && !found.Keys.Contains($"{type}/{id}") && !found.HasNext)
            {
                var exchange = run.At(step)!;
                yield return exchange.Found(
                    this,
                    FindingSeverity.Error,
                    $"{type}/{id} was made and isn't found by {exchange.Line}",
                    step == CreateSearchShape.ById
                        ? "_id"
                        : exchange.Sent.Path.Split('?')[^1].Split('&').First(part => !part.StartsWith('_')).Split('=')[0]
                );
                yield break;
            }
        }
    }

    private static string? Id(RunReading run) =>
        run.Run.Results[CreateSearchShape.Create].Captured.TryGetValue("id", out var id) && id.Length > 0 ? id : null;
}
