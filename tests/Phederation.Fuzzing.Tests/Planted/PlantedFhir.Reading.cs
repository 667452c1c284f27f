using System.Text.Json.Nodes;

namespace Phederation.Fuzzing.Tests.Planted;

/// <content>Reads of one resource, or its versions.</content>
internal sealed partial class PlantedFhir
{
    private PlantedResource? Find(string type, string id) => _resources.Find(resource => resource.Type == type && resource.Id == id);

    private PlantedAnswer Read(PlantedRequest request, string type, string id)
    {
        var isNobody = request.Actor is null;
        if (Find(type, id) is not { } resource || (!IsReachable(request, resource) && !(Has("stranger") && !request.IsPart) && !isNobody))
        {
            return Find(type, id) is { } hidden && Has("denied-content")
                ? Error(403, "forbidden", $"You may not see {hidden.Current?["name"]?[0]?["family"]}.")
                : Error(404, "not-found", "There is no such resource.");
        }

        if (resource.Current is null)
        {
            return Has("use-after-delete/missing")
                ? Error(404, "not-found", "There is no such resource.")
                : Error(410, "deleted", "It was deleted.");
        }

        var answer = Given(request, 200, resource);
        var isSame = request.Headers.IfNoneMatch.ToString() is { Length: > 0 } tag && tag == answer.Headers[0].Value;
        return isSame && Has("conditional-read") ? Error(404, "not-found", "There is no such resource.")
            : isSame ? new PlantedAnswer(304) { Headers = answer.Headers }
            : request.Method == "HEAD" && Has("head") ? new PlantedAnswer(204)
            : request.Method == "HEAD" && Has("head/header") ? answer with { Headers = [KeyValuePair.Create("ETag", "W/\"0\"")] }
            : Has("single-header") ? answer.With("ETag", answer.Headers[0].Value)
            : answer;
    }

    private PlantedAnswer ReadVersion(PlantedRequest request, string type, string id, string version)
    {
        if (
            Find(type, id) is not { } resource
            || !IsReachable(request, resource)
            || !int.TryParse(version, out var number)
            || number < 1
            || number > resource.Versions.Count
            || resource.Versions[number - 1] is null
        )
        {
            return Error(404, "not-found", "There is no such version.");
        }

        var shown = Shown(resource, number - 1);
        return new PlantedAnswer(200, shown.ToJsonString(), MediaType).With("ETag", Tag(shown));
    }

    private PlantedAnswer History(PlantedRequest request, Func<PlantedResource, bool> isAsked, bool isOpen)
    {
        var entries = _resources
            .Where(resource => isAsked(resource) && (isOpen || IsReachable(request, resource)))
            .SelectMany(resource => resource.Versions.OfType<JsonObject>().Select(version => (resource, version)))
            .Select(pair =>
                (JsonNode)
                    new JsonObject
                    {
                        ["fullUrl"] = $"{request.Base}/{pair.resource.Type}/{pair.resource.Id}",
                        ["resource"] = pair.version.DeepClone(),
                    }
            )
            .ToArray();
        return new PlantedAnswer(
            200,
            new JsonObject
            {
                ["resourceType"] = "Bundle",
                ["type"] = "history",
                ["total"] = entries.Length,
                ["entry"] = new JsonArray(entries),
            }.ToJsonString(),
            MediaType
        );
    }

    private PlantedAnswer Everything(PlantedRequest request, string id)
    {
        var isOpen = Has("compartment-leak/everything");
        var found = _resources.Where(resource =>
            resource.Current is not null
            && (isOpen || IsReachable(request, resource))
            && ((resource.Type == "Patient" && resource.Id == id) || (string?)resource.Current["subject"]?["reference"] == $"Patient/{id}")
        );
        return Found(request, [.. found], "");
    }
}
