using System.Text;
using System.Text.Json.Nodes;

namespace Phederation.Fuzzing.Tests.Planted;

/// <content>Transactions and batches.</content>
internal sealed partial class PlantedFhir
{
    private PlantedAnswer Bundle(PlantedRequest request)
    {
        if (request.Json is not { } bundle || (string?)bundle["resourceType"] != "Bundle" || bundle["entry"] is not JsonArray entries)
        {
            return Error(400, "structure", "That is no bundle.");
        }

        var isTransaction = (string?)bundle["type"] == "transaction";
        var before = _resources.ToList();
        var answers = new JsonArray();
        foreach (var entry in entries.OfType<JsonObject>())
        {
            var answer = Part(request, entry, isTransaction);
            if (isTransaction && answer.Status >= 400)
            {
                if (!Has("transaction"))
                {
                    _resources.RemoveAll(resource => !before.Contains(resource));
                }

                return answer;
            }

            answers.Add(
                new JsonObject
                {
                    ["response"] = new JsonObject { ["status"] = Has("bundle-answer/status") ? "500" : answer.Status.ToString() },
                    ["resource"] = answer.Body is { } text ? JsonNode.Parse(text) : null,
                }
            );
        }

        if (isTransaction && Has("transaction-whole"))
        {
            _resources.RemoveAt(_resources.Count - 1);
        }

        if (Has("bundle-answer"))
        {
            answers.RemoveAt(0);
        }

        var type = isTransaction ? "transaction-response" : "batch-response";
        return new PlantedAnswer(
            200,
            new JsonObject
            {
                ["resourceType"] = "Bundle",
                ["type"] = type,
                ["entry"] = answers,
            }.ToJsonString(),
            MediaType
        );
    }

    private PlantedAnswer Part(PlantedRequest request, JsonObject entry, bool isTransaction)
    {
        var (method, url) = ((string)entry["request"]!["method"]!, (string)entry["request"]!["url"]!);
        var body = entry["resource"] is { } resource ? Encoding.UTF8.GetBytes(resource.ToJsonString()) : [];
        var inner = request with
        {
            Method = method,
            Path = "/" + url.Split('?')[0],
            Query = url.Split('?', 2) is [_, var query] ? query : "",
            Body = body,
            IsPart = true,
        };
        var isLeak = !isTransaction && Has("compartment-leak/batch") && inner.Parts.Length == 2;
        return isLeak && Find(inner.Parts[0], inner.Parts[1]) is { Current: not null } hidden ? Given(inner, 200, hidden) : Route(inner);
    }
}
