using System.Text.Json;
using System.Text.Json.Nodes;

namespace Phederation.Fuzzing.Tests.Planted;

/// <summary>
/// A small service that is no FHIR: concept sets with problem documents, SQL that is made from a name, redirections, downloads. It is right, but for the
/// planted fault.
/// </summary>
/// <param name="fault">The fault; empty has none.</param>
/// <param name="time">What its answers take.</param>
internal sealed class PlantedRest(string fault, PlantedTime time) : PlantedService(fault, time)
{
    private readonly Dictionary<string, (string Owner, int Version, JsonObject Body)> _sets = [];
    private int _ids;

    /// <inheritdoc/>
    protected override PlantedAnswer Answer(PlantedRequest request)
    {
        if (request.Actor is null)
        {
            return Problem(401, "Who are you?").With("WWW-Authenticate", "Bearer");
        }

        return (request.Method, request.Parts) switch
        {
            ("POST", ["conceptset"]) => Create(request),
            ("GET", ["conceptset"]) => new PlantedAnswer(
                200,
                new JsonArray([.. _sets.Values.Where(set => set.Owner == request.Actor).Select(set => set.Body.DeepClone())]).ToJsonString()
            ),
            ("GET", ["conceptset", var id]) => Read(request, id),
            ("PUT", ["conceptset", var id]) => Update(request, id),
            ("DELETE", ["conceptset", var id]) => Delete(request, id),
            ("POST", ["sql"]) => Sql(request),
            ("GET", ["go"]) => Redirected(request),
            ("GET", ["echo"]) => Problem(400, $"No such thing: {Uri.UnescapeDataString(request.Query)}"),
            _ => Problem(404, "There is no such thing."),
        };
    }

    private PlantedAnswer Create(PlantedRequest request)
    {
        var isValid = request.Json?["name"]?.GetValueKind() == JsonValueKind.String;
        if (!isValid && !Has("invalid-accepted"))
        {
            if (Has("failed-create"))
            {
                Store(request.Actor!, $"{++_ids}", 1, request.Json ?? []);
            }

            return Problem(422, "A concept set has a name.");
        }

        var id = $"{++_ids}";
        Store(request.Actor!, id, 1, request.Json!);
        var answer = Given(201, id);
        return Has("created") ? answer : answer.With("Location", $"{request.Base}/conceptset/{id}");
    }

    private PlantedAnswer Read(PlantedRequest request, string id) =>
        !_sets.TryGetValue(id, out var set) || (set.Owner != request.Actor && !Has("stranger"))
            ? Problem(404, "There is no such set.")
            : Given(200, id);

    private PlantedAnswer Update(PlantedRequest request, string id)
    {
        if (!_sets.TryGetValue(id, out var set) || set.Owner != request.Actor)
        {
            return Problem(404, "There is no such set.");
        }

        if (request.Headers.IfMatch.ToString() is { Length: > 0 } tag && tag != Tag(id) && !Has("if-match"))
        {
            return Problem(412, "Somebody was faster.");
        }

        if (request.Json is not { } body || body["name"]?.GetValueKind() != JsonValueKind.String)
        {
            return Problem(422, "A concept set has a name.");
        }

        var isAgain = Has("idempotent-put") && set.Body["name"]!.ToString() == body["name"]!.ToString();
        if (isAgain && body["items"] is JsonArray items)
        {
            items.Add(99);
        }

        Store(request.Actor!, id, Has("version") ? set.Version : set.Version + 1, body);
        return Given(200, id);
    }

    private PlantedAnswer Delete(PlantedRequest request, string id)
    {
        if (!_sets.TryGetValue(id, out var set) || set.Owner != request.Actor)
        {
            return Problem(404, "There is no such set.");
        }

        if (!Has("use-after-delete"))
        {
            _sets.Remove(id);
        }

        return new PlantedAnswer(204);
    }

    private PlantedAnswer Sql(PlantedRequest request)
    {
        var name = request.Json!["name"]!.ToString();
        var inside = Has("sql-escaping") ? name : name.Replace("'", "''", StringComparison.Ordinal);
        var comment = name.ReplaceLineEndings(" ");
        var sql = $"SELECT person_id FROM @schema.person WHERE source = '{inside}' AND id > 0 -- {comment}\nORDER BY 1";
        return new PlantedAnswer(200, new JsonObject { ["templateSql"] = sql, ["name"] = name }.ToJsonString());
    }

    private PlantedAnswer Redirected(PlantedRequest request)
    {
        var to = Uri.UnescapeDataString(request.Query.Split('=')[^1]);
        return new PlantedAnswer(302).With(
            "Location",
            Has("redirect") ? to
                : Has("redirect/elsewhere") ? "https://else.invalid/"
                : $"{request.Base}/conceptset"
        );
    }

    private PlantedAnswer Given(int status, string id)
    {
        var body = (JsonObject)_sets[id].Body.DeepClone();
        body["modifiedDate"] = Guid.NewGuid().ToString();
        if (Has("round-trip") && body["items"] is JsonArray { Count: > 1 } items)
        {
            items.RemoveAt(1);
        }

        return new PlantedAnswer(status, body.ToJsonString()).With("ETag", Tag(id));
    }

    private PlantedAnswer Problem(int status, string text)
    {
        var body = new JsonObject { ["title"] = text, ["status"] = Has("error-problem/status") ? 500 : status };
        return new PlantedAnswer(status, body.ToJsonString(), Has("error-problem") ? "application/json" : "application/problem+json");
    }

    private string Tag(string id) => $"\"{_sets[id].Version}\"";

    private void Store(string owner, string id, int version, JsonObject body)
    {
        var stored = (JsonObject)body.DeepClone();
        stored["id"] = int.Parse(id);
        stored["createdBy"] = owner;
        _sets[id] = (owner, version, stored);
    }
}
