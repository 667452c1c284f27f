using Phederation.Fhir.Json;
using Phederation.Fhir.Operations;
using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Storage;
using Phederation.FhirModel;
using Phederation.Services.Hosting.Databases;

namespace Phederation.Fhir.Interactions;

/// <summary>Finds the interaction that a request means, and carries it out.</summary>
internal sealed class FhirServer(FhirServices services)
{
    private const int MostEntries = 2000;

    /// <summary>Answers a request.</summary>
    /// <exception cref="FhirException">It can't be answered as it asks.</exception>
    public async Task<FhirResponse> AnswerAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        await using var session = services.Open();
        return await RouteAsync(session, request, cancellationToken);
    }

    private Task<FhirResponse> RouteAsync(DatabaseSession session, FhirRequest request, CancellationToken cancellationToken)
    {
        var isRead = request.Method is "GET" or "HEAD";
        switch (request.Path)
        {
            case [] when request.Method == "POST":
                return BundleAsync(session, request, cancellationToken);
            case []:
            case ["_search"] when request.Method is "GET" or "HEAD" or "POST":
                return Demand(
                    request,
                    isRead || request.Path.Count == 1,
                    "GET, HEAD, POST",
                    () => SearchInteraction.RunAsync(services, session, request, null, null, cancellationToken)
                );
            case ["_history"]:
                return Demand(
                    request,
                    isRead,
                    "GET, HEAD",
                    () => HistoryInteraction.RunAsync(session, request, null, null, cancellationToken)
                );
            case [var type, ..] when !FhirDefinitions.R4.IsResource(type):
                throw new FhirException(404, "not-supported", $"'{OutcomeWriter.Printable(type)}' is no type of resource.");
            case [var type]:
                return TypeAsync(session, request, type, cancellationToken);
            case [var type, "_search"]:
                return Demand(
                    request,
                    isRead || request.Method == "POST",
                    "GET, HEAD, POST",
                    () => SearchInteraction.RunAsync(services, session, request, type, null, cancellationToken)
                );
            case [var type, "_history"]:
                return Demand(
                    request,
                    isRead,
                    "GET, HEAD",
                    () => HistoryInteraction.RunAsync(session, request, type, null, cancellationToken)
                );
            case [var type, "$validate"]:
                return Demand(
                    request,
                    request.Method == "POST",
                    "POST",
                    () => ValidateOperation.RunAsync(session, request, type, null, cancellationToken)
                );
            case [var type, var id]:
                return InstanceAsync(session, request, type, id, cancellationToken);
            case [var type, var id, "_history"]:
                return Demand(
                    request,
                    isRead,
                    "GET, HEAD",
                    () => HistoryInteraction.RunAsync(session, request, type, id, cancellationToken)
                );
            case [var type, var id, "_history", var version]:
                return Demand(
                    request,
                    isRead,
                    "GET, HEAD",
                    () => ReadInteractions.VersionAsync(session, request, type, id, version, cancellationToken)
                );
            case [var type, var id, "$validate"]:
                return Demand(
                    request,
                    isRead || request.Method == "POST",
                    "GET, POST",
                    () => ValidateOperation.RunAsync(session, request, type, id, cancellationToken)
                );
            case ["Patient", var id, "$everything"]:
                return Demand(
                    request,
                    isRead || request.Method == "POST",
                    "GET, POST",
                    () => EverythingOperation.RunAsync(services, session, request, id, cancellationToken)
                );
            case ["Patient", var id, var member] when member == "*" || FhirDefinitions.R4.IsResource(member):
                return Demand(
                    request,
                    isRead,
                    "GET, HEAD",
                    () => SearchInteraction.RunAsync(services, session, request, member == "*" ? null : member, id, cancellationToken)
                );
            case ["Patient", var id, var member, "_search"] when FhirDefinitions.R4.IsResource(member):
                return Demand(
                    request,
                    isRead || request.Method == "POST",
                    "GET, HEAD, POST",
                    () => SearchInteraction.RunAsync(services, session, request, member, id, cancellationToken)
                );
            default:
                throw new FhirException(404, "not-supported", "There is nothing at this address.");
        }
    }

    private Task<FhirResponse> TypeAsync(DatabaseSession session, FhirRequest request, string type, CancellationToken cancellationToken)
    {
        var writes = new WriteInteractions(services, session, request);
        return request.Method switch
        {
            "GET" or "HEAD" => SearchInteraction.RunAsync(services, session, request, type, null, cancellationToken),
            "POST" => writes.CreateAsync(type, cancellationToken),
            "PUT" => writes.ConditionalUpdateAsync(type, cancellationToken),
            "PATCH" => writes.ConditionalPatchAsync(type, cancellationToken),
            "DELETE" => writes.ConditionalDeleteAsync(type, cancellationToken),
            _ => throw NotAllowed(request.Method, "GET, HEAD, POST, PUT, PATCH, DELETE"),
        };
    }

    private Task<FhirResponse> InstanceAsync(
        DatabaseSession session,
        FhirRequest request,
        string type,
        string id,
        CancellationToken cancellationToken
    )
    {
        if (id.StartsWith('$'))
        {
            throw new FhirException(404, "not-supported", $"The operation '{OutcomeWriter.Printable(id)}' is not known here.");
        }

        var writes = new WriteInteractions(services, session, request);
        return request.Method switch
        {
            "GET" or "HEAD" => ReadInteractions.ReadAsync(session, request, type, id, cancellationToken),
            "PUT" => writes.UpdateAsync(type, id, cancellationToken),
            "PATCH" => writes.PatchAsync(type, id, cancellationToken),
            "DELETE" => writes.DeleteAsync(type, id, cancellationToken),
            _ => throw NotAllowed(request.Method, "GET, HEAD, PUT, PATCH, DELETE"),
        };
    }

    private async Task<FhirResponse> BundleAsync(DatabaseSession session, FhirRequest request, CancellationToken cancellationToken)
    {
        var bundle = Bodies.Resource(request);
        if (bundle.TextAt("resourceType") != "Bundle")
        {
            throw FhirException.BadRequest("What is sent to the service's address is a Bundle; a resource is sent to its type.");
        }

        var entries = bundle.At("entry").Each().ToList();
        if (bundle.At("entry") is { ValueKind: not System.Text.Json.JsonValueKind.Array } || entries.Count > MostEntries)
        {
            throw FhirException.BadRequest($"Bundle.entry is an array of up to {MostEntries} entries.", "structure");
        }

        return bundle.TextAt("type") switch
        {
            "batch" => await BatchInteraction.RunAsync(request, entries, AnswerAsync, Explain, cancellationToken),
            "transaction" => await new TransactionInteraction(
                services,
                session,
                request,
                (one, token) => RouteAsync(session, one, token)
            ).RunAsync(entries, cancellationToken),
            _ => throw FhirException.BadRequest("The bundle is neither a batch nor a transaction.", "value"),
        };
    }

    /// <summary>The answer to an entry of a batch; null where the whole batch fails, as without a database.</summary>
    private static FhirResponse? Explain(Exception exception) =>
        exception switch
        {
            FhirException known => FhirResponse.Outcome(known.Status, known.Issues),
            _ => DatabaseFailure.Explain(exception) is { Status: < 500 } problem
                ? FhirResponse.Outcome(problem.Status, Issue.Error(IssueCodes.Of(problem.Status), problem.Detail ?? problem.Title))
                : null,
        };

    private static Task<FhirResponse> Demand(FhirRequest request, bool isAllowed, string allow, Func<Task<FhirResponse>> run) =>
        isAllowed ? run() : throw NotAllowed(request.Method, allow);

    private static FhirException NotAllowed(string method, string allow) =>
        new(405, "not-supported", $"The address doesn't take {OutcomeWriter.Printable(method)}.") { Allow = allow };
}
