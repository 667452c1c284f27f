using System.Text.Json;
using Phederation.Fuzzing.Oracles.Fhir;
using Phederation.Fuzzing.Oracles.Reading;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Scenarios.Shapes;

namespace Phederation.Fuzzing.Oracles.Access;

/// <summary>What belongs to one is found by another.</summary>
internal sealed class AccessSearchOracle()
    : ShapeOracle(
        "compartment-leak",
        "What somebody may not read is in no search, history, include, batch or total of theirs (FHIR R4, Security; compartment Patient; OWASP API1:2023).",
        ScenarioKinds.AccessSearch
    )
{
    protected override IEnumerable<Finding> Judge(RunReading run)
    {
        if (
            run.At(AccessSearchShape.Create) is not { IsSuccess: true, Asked.Produces: { } type }
            || !run.Run.Results[AccessSearchShape.Create].Captured.TryGetValue("id", out var id)
            || id.Length == 0
        )
        {
            yield break;
        }

        for (var step = AccessSearchShape.First; step < run.Run.Scenario.Steps.Count; step++)
        {
            if (run.At(step) is not { IsSuccess: true, Json: { State: JsonState.Json } json } exchange)
            {
                continue;
            }

            if (Holds(json.Root, type, id))
            {
                yield return exchange.Found(
                    this,
                    FindingSeverity.Critical,
                    $"{exchange.Line} by {exchange.Sent.Actor} brings {type}/{id}, which isn't theirs.",
                    $"resource by {Form(exchange)}"
                );
            }
            else if (IsCounted(exchange))
            {
                yield return exchange.Found(
                    this,
                    FindingSeverity.Critical,
                    $"{exchange.Line} by {exchange.Sent.Actor} counts what isn't theirs: the total is {json.Root.Count("total") ?? 1}.",
                    $"total by {Form(exchange)}"
                );
            }
        }
    }

    // The resource itself, however deep: a batch has searches in it.
    private static bool Holds(JsonElement element, string type, string id) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => (element.Text("id") == id && element.Text("resourceType") is var own && own == type)
                || element.Text("fullUrl")?.EndsWith($"{type}/{id}", StringComparison.Ordinal) == true
                || element.EnumerateObject().Any(member => Holds(member.Value, type, id)),
            JsonValueKind.Array => element.EnumerateArray().Any(item => Holds(item, type, id)),
            _ => false,
        };

    // A total without anything in it: of what is there, everything would be theirs. A history counts much that is.
    // Whoever is found because of it, shows that it is there.
    private static bool IsCounted(Exchange exchange) =>
        SearchSet.Heeded(exchange) is { } found
        && (found is { Total: > 0, Keys.Count: 0, HasNext: false } || (found.Keys.Count > 0 && IsByReverse(exchange)));

    private static bool IsByReverse(Exchange exchange) => exchange.Sent.Path.Contains("_has:", StringComparison.Ordinal);

    // What tells forms apart: the path and the names of its conditions.
    private static string Form(Exchange exchange)
    {
        var parts = exchange.Asked.Request.Path.Split('?', 2);
        var names = parts.Length < 2 ? "" : "?" + string.Join('&', parts[1].Split('&').Select(pair => pair.Split('=')[0]));
        return $"{exchange.Sent.Method} {parts[0]}{names}";
    }
}
