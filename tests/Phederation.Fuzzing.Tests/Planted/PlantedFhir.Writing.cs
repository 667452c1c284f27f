using System.Text.Json.Nodes;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Tests.Planted;

/// <content>Creations, changes, deletions.</content>
internal sealed partial class PlantedFhir
{
    private static readonly string[] Genders = ["male", "female", "other", "unknown"];

    private PlantedAnswer Create(PlantedRequest request, string type)
    {
        if (Refusal(request.Json, type) is { } refusal)
        {
            if (Has("failed-create") && request.Json is { } refused)
            {
                Store(new PlantedResource(type, NextId(), request.Actor!), refused);
            }

            return refusal;
        }

        var resource = new PlantedResource(type, NextId(), request.Actor!);
        Store(resource, request.Json!);
        if (Has("read-after-create") && resource.Says(ScenarioKinds.CreateRead))
        {
            _resources.Remove(resource);
        }

        var answer = Given(request, Has("created/status") ? 200 : 201, resource);
        if (Has("created/tag"))
        {
            answer = answer with { Headers = [] };
        }

        return Has("created/location") ? answer : answer.With("Location", $"{request.Base}/{type}/{resource.Id}/_history/1");
    }

    private PlantedAnswer Update(PlantedRequest request, string type, string id)
    {
        var mayWrite = Find(type, id) is { } known && (IsReachable(request, known) || Has("stranger/write"));
        if (Find(type, id) is not { Current: not null } resource || !mayWrite)
        {
            if (Find(type, id) is { } hidden && Has("access-effect/update"))
            {
                Store(hidden, request.Json!);
            }

            return Error(404, "not-found", "There is no such resource.");
        }

        if (Refusal(request.Json, type) is { } refusal)
        {
            if (Has("failed-update") && request.Json is { } refused)
            {
                Store(resource, refused);
            }

            return refusal;
        }

        var condition = request.Headers.IfMatch.ToString();
        var isStale = condition.Length > 0 && condition != Tag(Shown(resource));
        if ((isStale && !Has("if-match") && !Has("version")) || (condition.Length > 0 && Has("if-match/current")))
        {
            if (Has("if-match/done"))
            {
                Store(resource, request.Json!);
            }

            return Error(412, "conflict", "It was changed meanwhile.");
        }

        var isAgain = Has("idempotent-put") && IsSame(resource.Current, request.Json!);
        if (isAgain && request.Json is { } again)
        {
            again["active"] = false;
            Store(resource, again);
        }
        else if (Has("idempotent-put/refused") && IsSame(resource.Current, request.Json!))
        {
            return Error(409, "conflict", "It is so already.");
        }
        else
        {
            Store(resource, request.Json!);
        }

        return Given(request, 200, resource);
    }

    private PlantedAnswer Delete(PlantedRequest request, string type, string id)
    {
        if (Find(type, id) is not { } resource || (!IsReachable(request, resource) && !Has("access-effect/delete")))
        {
            // What isn't there is as good as deleted, also for who can't see it.
            return new PlantedAnswer(204);
        }

        var isKept = (Has("use-after-delete") && resource.Says(ScenarioKinds.DeleteRead));
        if (resource.Current is not null && !isKept)
        {
            resource.Versions.Add(null);
        }

        return new PlantedAnswer(204);
    }

    private PlantedAnswer? Refusal(JsonObject? body, string type)
    {
        if (body is null || (string?)body["resourceType"] != type)
        {
            return Error(400, "structure", $"That is no {type}.");
        }

        if (Has("valid-refused") && body["valueQuantity"] is not null)
        {
            return Error(422, "value", "A value is none.");
        }

        if (body["gender"] is not { } gender || Genders.Contains(gender.ToString()) || Has("invalid-accepted"))
        {
            return null;
        }

        return Has("server-error") ? Error(500, "exception", "That went wrong.") : Error(422, "code-invalid", "There is no such gender.");
    }

    private void Store(PlantedResource resource, JsonObject body)
    {
        var stored = (JsonObject)body.DeepClone();
        stored["id"] = resource.Id;
        var meta = stored["meta"] as JsonObject ?? [];
        meta["versionId"] = (resource.Versions.Count + 1).ToString();
        meta["lastUpdated"] = $"2026-01-01T00:{_clock / 60 % 60:00}:{_clock++ % 60:00}Z";
        stored["meta"] = meta;
        resource.Versions.Add(stored);
        if (!_resources.Contains(resource))
        {
            _resources.Add(resource);
        }
    }

    private static bool IsSame(JsonObject current, JsonObject body)
    {
        var (one, other) = ((JsonObject)current.DeepClone(), (JsonObject)body.DeepClone());
        one.Remove("meta");
        other.Remove("meta");
        return JsonNode.DeepEquals(one, other);
    }

    private string NextId() => $"planted-{++_ids}";
}
