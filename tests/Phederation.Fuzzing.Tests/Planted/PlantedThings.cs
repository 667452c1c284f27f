using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Phederation.Fuzzing.Tests.Planted;

/// <summary>The service that <c>things.openapi.yaml</c> describes. It is right, but for the planted fault.</summary>
/// <param name="fault">The fault; empty has none.</param>
/// <param name="time">What its answers take.</param>
internal sealed partial class PlantedThings(string fault, PlantedTime time) : PlantedService(fault, time)
{
    private static readonly string[] Members = ["name", "kind", "size", "code", "note", "tags"];

    private readonly Dictionary<long, JsonObject> _things = [];
    private readonly Lock _lock = new();
    private long _ids;

    /// <inheritdoc/>
    protected override PlantedAnswer Answer(PlantedRequest request)
    {
        try
        {
            return AnswerOne(request);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return Problem(400, "This is no JSON: a member is there twice, or a text is no Unicode.");
        }
    }

    private PlantedAnswer AnswerOne(PlantedRequest request)
    {
        lock (_lock)
        {
            return request.Actor is null && !Has("anonymous")
                ? Problem(401, "Who are you?").With("WWW-Authenticate", "Bearer")
                : (request.Method, request.Parts) switch
                {
                    ("GET" or "HEAD", ["things"]) => List(request),
                    ("POST", ["things"]) => Create(request),
                    ("GET" or "HEAD" or "PUT" or "DELETE", ["things", var id]) => One(request, id),
                    (_, ["things"]) => Problem(405, "No.").With("Allow", "GET, HEAD, POST"),
                    (_, ["things", _]) => Problem(405, "No.").With("Allow", "GET, HEAD, PUT, DELETE"),
                    _ => Problem(404, "There is no such place."),
                };
        }
    }

    private PlantedAnswer List(PlantedRequest request)
    {
        foreach (var part in request.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (part.Split('=')[0], Uri.UnescapeDataString(part.Split('=', 2)[^1]));
            var isRight = name switch
            {
                "kind" => value is "small" or "large",
                "limit" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= 100,
                _ => true,
            };
            if (!isRight)
            {
                return Problem(400, $"{name} is wrong.");
            }
        }

        return new PlantedAnswer(200, new JsonArray([.. _things.Values.Take(20).Select(thing => thing.DeepClone())]).ToJsonString());
    }

    private PlantedAnswer Create(PlantedRequest request)
    {
        if (Wrong(request.Json) is { } wrong)
        {
            return Problem(Has("undeclared-status") ? 418 : 400, wrong);
        }

        if (Has("server-error") && request.Json!["size"]?.ToJsonString() == "1000")
        {
            return Problem(500, "The scales are broken.");
        }

        if (Has("valid-refused") && request.Json!["note"] is not null)
        {
            return Problem(400, "There is no room for notes.");
        }

        var id = ++_ids;
        Store(id, request.Json!);
        return Given(201, id).With("Location", $"{request.Base}/things/{id}");
    }

    private PlantedAnswer One(PlantedRequest request, string text)
    {
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id < 1)
        {
            return Problem(400, "An id is a number.");
        }

        if (!_things.ContainsKey(id))
        {
            return Problem(404, "There is no such thing.");
        }

        switch (request.Method)
        {
            case "PUT":
                if (Wrong(request.Json) is { } wrong)
                {
                    return Problem(400, wrong);
                }

                Store(id, request.Json!);
                return Given(200, id);
            case "DELETE":
                if (!Has("use-after-delete"))
                {
                    _things.Remove(id);
                }

                return new PlantedAnswer(204);
            default:
                return Given(200, id);
        }
    }

    private void Store(long id, JsonObject thing)
    {
        if (!IsSize(thing["size"]))
        {
            thing.Remove("size");
        }

        thing["id"] = id;
        _things[id] = thing;
    }

    private string? Wrong(JsonObject? thing)
    {
        if (thing is null)
        {
            return "A thing is an object.";
        }

        return thing.Any(member => member.Key != "id" && !Members.Contains(member.Key)) ? "There is a member too much."
            : !IsText(thing["name"], 1, 40) ? "The name is wrong."
            : !(IsText(thing["kind"], 1, 10) && thing["kind"]!.GetValue<string>() is "small" or "large") ? "The kind is wrong."
            : thing.ContainsKey("size") && !Has("invalid-accepted") && !IsSize(thing["size"]) ? "The size is wrong."
            : thing.ContainsKey("code") && !(IsText(thing["code"], 6, 6) && Code().IsMatch(thing["code"]!.GetValue<string>()))
                ? "The code is wrong."
            : thing["note"] is { } note && !IsText(note, 0, 200) ? "The note is wrong."
            : thing.ContainsKey("tags") && !(thing["tags"] is JsonArray { Count: <= 5 } tags && tags.All(tag => IsText(tag, 0, 20)))
                ? "The tags are wrong."
            : null;
    }

    private static bool IsText(JsonNode? node, int least, int most) =>
        node?.GetValueKind() == JsonValueKind.String
        && node.GetValue<string>().EnumerateRunes().Count() is var length
        && length >= least
        && length <= most;

    private static bool IsSize(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.Number
        && decimal.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var size)
        && size is >= 0 and <= 1000
        && size == decimal.Truncate(size);

    private PlantedAnswer Given(int status, long id)
    {
        var body = (JsonObject)_things[id].DeepClone();
        if (Has("undeclared-body") && status == 200)
        {
            body["id"] = $"{id}";
        }

        return new PlantedAnswer(status, body.ToJsonString());
    }

    private PlantedAnswer Problem(int status, string text) =>
        new(
            status,
            new JsonObject { ["title"] = text, ["status"] = status }.ToJsonString(),
            Has("undeclared-type") && status is 400 ? "application/json" : "application/problem+json"
        );

    [GeneratedRegex("^[A-Z]{2}-[0-9]{3}$", RegexOptions.ECMAScript)]
    private static partial Regex Code();
}
