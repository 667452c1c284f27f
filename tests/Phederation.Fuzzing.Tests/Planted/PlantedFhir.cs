using System.Text.Json.Nodes;
using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Tests.Planted;

/// <summary>
/// A small FHIR server: patients and observations in memory, versions, searches, transactions, owners. It is right, but for the fault that is planted
/// in it; faults are named after the oracle that must find them, with a word behind a slash where an oracle has several.
/// </summary>
/// <param name="fault">The fault; empty has none.</param>
/// <param name="time">What its answers take.</param>
internal sealed partial class PlantedFhir(string fault, PlantedTime time) : PlantedService(fault, time)
{
    private const string MediaType = "application/fhir+json";

    private readonly List<PlantedResource> _resources = [];
    private int _ids;
    private int _clock;

    /// <inheritdoc/>
    public override Task<int?> CauseAsync(TargetEvent happening, CancellationToken cancellationToken)
    {
        if (Has("survival"))
        {
            _resources.Clear();
        }

        return base.CauseAsync(happening, cancellationToken);
    }

    /// <inheritdoc/>
    protected override PlantedAnswer Answer(PlantedRequest request)
    {
        var answer = Leaking(request, Route(request));
        return request.Headers.Origin.ToString() is { Length: > 0 } origin && Has("cors")
            ? answer.With("Access-Control-Allow-Origin", origin).With("Access-Control-Allow-Credentials", "true")
            : answer;
    }

    // What it was asked with, and what another one was: for whoever looks for a fault in it.
    private PlantedAnswer Leaking(PlantedRequest request, PlantedAnswer answer) =>
        Has("secret/header") && answer.Status == 404 ? answer.With("X-Request", $"{request.Headers.Authorization}")
        : Has("secret/token") && answer.Status == 422
            ? answer with
            {
                Body = answer.Body!.Replace(
                    "\"diagnostics\":\"",
                    "\"diagnostics\":\"token-of-other wrote last. ",
                    StringComparison.Ordinal
                ),
            }
        : answer;

    private PlantedAnswer Route(PlantedRequest request)
    {
        if (request.Actor is null && !(Has("anonymous") && request.Method == "GET"))
        {
            var refusal = Error(401, "login", "Who are you?");
            return Has("challenge") ? refusal : refusal.With("WWW-Authenticate", "Bearer");
        }

        return request.Parts switch
        {
            [] when request.Method == "POST" => Bundle(request),
            [] => Search(request, "", Query(request)),
            ["_history"] => History(request, _ => true, Has("compartment-leak/history")),
            ["Patient" or "Observation", ..] => Typed(request, request.Parts[0]),
            _ => Error(404, "not-supported", "There is no such type."),
        };
    }

    private PlantedAnswer Typed(PlantedRequest request, string type) =>
        (request.Method, request.Parts) switch
        {
            ("GET" or "HEAD", [_]) => Search(request, type, Query(request)),
            ("POST", [_, "_search"]) => SearchByPost(request, type),
            ("POST", [_]) => Create(request, type),
            ("GET", [_, "_history"]) => History(request, resource => resource.Type == type, Has("compartment-leak/history")),
            ("GET" or "HEAD", [_, var id]) => Read(request, type, id),
            ("PUT", [_, var id]) => Update(request, type, id),
            ("DELETE", [_, var id]) => Delete(request, type, id),
            ("GET", [_, var id, "_history"]) => History(request, resource => resource.Type == type && resource.Id == id, false),
            ("GET", [_, var id, "_history", var version]) => ReadVersion(request, type, id, version),
            ("GET", ["Patient", var id, "$everything"]) => Everything(request, id),
            ("GET", ["Patient", var id, "Observation"]) => Search(request, "Observation", $"{Query(request)}&subject=Patient/{id}"),
            ("GET", _) => Error(404, "not-found", "There is no such page."),
            _ => NotAllowed(request),
        };

    private PlantedAnswer NotAllowed(PlantedRequest request)
    {
        var refusal = Error(405, "not-supported", "That can't be done here.");
        return Has("allow") ? refusal
            : Has("allow/contradiction") ? refusal.With("Allow", $"GET, {request.Method}")
            : refusal.With("Allow", request.Parts.Length == 1 ? "GET, HEAD, POST" : "GET, HEAD, PUT, DELETE");
    }

    private PlantedAnswer Error(int status, string code, string text)
    {
        var said = Inside(status) is { } inside ? $"{text}\n{inside}" : text;
        if (status == 404 && Has("error-outcome"))
        {
            return new PlantedAnswer(status, """{"message":"no"}""");
        }

        if (status == 404 && Has("error-outcome/empty"))
        {
            return new PlantedAnswer(status);
        }

        var issue = new JsonObject
        {
            ["severity"] = "error",
            ["code"] = code,
            ["diagnostics"] = said,
        };
        return new PlantedAnswer(
            status,
            new JsonObject { ["resourceType"] = "OperationOutcome", ["issue"] = new JsonArray(issue) }.ToJsonString(),
            MediaType
        );
    }

    private string? Inside(int status) =>
        status != 422 ? null
        : Has("stack-trace") ? "   at Planted.Store.Put(Resource resource)\n   at Planted.Service.Handle(Request request)"
        : Has("engine-text") ? "23505: duplicate key value violates unique constraint \"resource_pkey\""
        : Has("sql-text") ? "INSERT INTO resource (id, body) VALUES ($1, $2)"
        : Has("file-path") ? "can't write /var/lib/planted/data"
        : Has("secret") ? "can't reach Host=db;Username=planted;Password=hunter22"
        : null;

    private PlantedAnswer Given(PlantedRequest request, int status, PlantedResource resource)
    {
        var shown = Shown(resource);
        var (type, text) = (Has("fhir-content-type") ? "application/json" : MediaType, shown.ToJsonString());
        return new PlantedAnswer(status, Has("content-type") && request.Method == "GET" ? text[..^1] : text, type).With("ETag", Tag(shown));
    }

    private string Tag(JsonObject shown)
    {
        var version = (string)shown["meta"]!["versionId"]!;
        return Has("version-tag") ? $"W/\"v{version}\"" : $"W/\"{version}\"";
    }

    // What is read of a resource, in which what was stored can be spoilt.
    private JsonObject Shown(PlantedResource resource, int? version = null)
    {
        var shown = (JsonObject)resource.Versions[version ?? (resource.Versions.Count - 1)]!.DeepClone();
        if (Has("version"))
        {
            shown["meta"]!["versionId"] = "1";
        }

        if (Has("round-trip/order") && shown["name"]?[0]?["given"] is JsonArray given)
        {
            shown["name"]![0]!["given"] = new JsonArray([.. given.Reverse().Select(item => item!.DeepClone())]);
        }

        if (Has("round-trip/lost"))
        {
            shown.Remove("multipleBirthInteger");
        }

        if (Has("round-trip/decimal") && shown["valueQuantity"] is JsonObject quantity)
        {
            quantity["value"] = quantity["value"]!.GetValue<double>();
        }

        return shown;
    }

    private bool IsReachable(PlantedRequest request, PlantedResource resource) => request.Actor == resource.Owner;

    private static string Query(PlantedRequest request) => request.Query.TrimStart('?');
}
