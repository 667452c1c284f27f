using System.Text.Json;
using Npgsql;
using Phederation.Fhir.Json;
using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Storage;
using Phederation.Fhir.Validation;
using Phederation.FhirModel;

namespace Phederation.Fhir.Interactions;

/// <summary>
/// A transaction: all of its entries or none. Its changes are decided on one by one and written together, in one round trip.
/// </summary>
internal sealed class TransactionInteraction(
    FhirServices services,
    DatabaseSession session,
    FhirRequest bundle,
    Func<FhirRequest, CancellationToken, Task<FhirResponse>> run
)
{
    private readonly Dictionary<string, string> _names = [];

    /// <summary>Carries it out.</summary>
    /// <exception cref="FhirException">An entry can't be carried out; nothing was.</exception>
    public async Task<FhirResponse> RunAsync(IReadOnlyList<JsonElement> elements, CancellationToken cancellationToken)
    {
        var entries = elements.Select((element, index) => At(index, () => Read(element, index))).ToList();
        var connection = await session.ConnectionAsync(cancellationToken);
        await session.BeginAsync(cancellationToken);
        foreach (var entry in entries.Where(entry => entry.IsChange))
        {
            await AtAsync(entry.Index, () => NameAsync(connection, entry, cancellationToken));
        }

        DemandDistinct(entries);
        foreach (var entry in entries.Where(entry => entry.IsChange && entry.Request.Method is "POST" or "PUT"))
        {
            await AtAsync(entry.Index, () => ResolveAsync(connection, entry, cancellationToken));
        }

        await WriteAsync(connection, entries, cancellationToken);
        foreach (var entry in entries.Where(entry => !entry.IsChange))
        {
            await AtAsync(entry.Index, async () => entry.Answer = await run(entry.Request, cancellationToken));
        }

        await session.CommitAsync(cancellationToken);
        using var answer = new BundleWriter("transaction-response", null, bundle.BaseAddress);
        foreach (var entry in entries)
        {
            answer.Answer(entry.Answer!);
        }

        return new FhirResponse { Status = 200, Body = answer.Finish() };
    }

    private TransactionEntry Read(JsonElement element, int index)
    {
        var resource = element.At("resource");
        var request = EntryRequest.Read(bundle, element, resource);
        var entry = new TransactionEntry(index, request, element.TextAt("fullUrl"));
        if (request.Method is "GET" or "HEAD")
        {
            return entry;
        }

        if (request.Path.Count is 0 or > 2 || request.Path[^1].StartsWith('$'))
        {
            throw FhirException.BadRequest(
                "Only creates, updates, patches, deletes and reads can be entries of a transaction.",
                "not-supported"
            );
        }

        if (!FhirDefinitions.R4.IsResource(request.Path[0]))
        {
            throw new FhirException(404, "not-supported", $"'{OutcomeWriter.Printable(request.Path[0])}' is no type of resource.");
        }

        if (request.Method == "POST" && request.Path.Count != 1)
        {
            throw FhirException.BadRequest("A POST goes to a type, not to an id.", "value");
        }

        entry.Type = request.Path[0];
        return entry;
    }

    /// <summary>Finds or makes the ids, so that the entries can be referred to.</summary>
    private async Task NameAsync(NpgsqlConnection connection, TransactionEntry entry, CancellationToken cancellationToken)
    {
        var request = entry.Request;
        request.Access.Demand(entry.Type, write: true);
        if (request.Path.Count == 2)
        {
            entry.Id = Primitives.IsId(request.Path[1])
                ? request.Path[1]
                : throw FhirException.BadRequest("An id has 1 to 64 letters, digits, '-' and '.'.", "value");
        }
        else if (request.Method != "POST" || request.IfNoneExist is not null)
        {
            var criteria =
                request.Method == "POST" ? QueryText.Parse(WriteInteractions.AfterMark(request.IfNoneExist!)) : request.Parameters;
            await ResourceStore.TakeTurnsAsync(connection, $"{entry.Type}?{QueryText.Write(criteria)}", cancellationToken);
            var match = await MatchAsync(connection, entry.Type, criteria, cancellationToken);
            entry.Found = request.Method == "POST" ? match : null;
            entry.Id =
                match?.Id
                ?? request.Method switch
                {
                    "POST" => WriteInteractions.NewId(),
                    "PUT" => request.Resource?.TextAt("id") ?? WriteInteractions.NewId(),
                    "PATCH" => throw FhirException.NotFound($"A {entry.Type} that fits the criteria"),
                    _ => null,
                };
        }
        else
        {
            entry.Id = WriteInteractions.NewId();
        }

        if (entry.FullUrl is { Length: > 0 } name && request.Method is "POST" or "PUT" && !_names.TryAdd(name, $"{entry.Type}/{entry.Id}"))
        {
            throw FhirException.BadRequest("Two entries have the same fullUrl.", "duplicate");
        }
    }

    private static void DemandDistinct(List<TransactionEntry> entries)
    {
        var seen = new HashSet<(string, string)>();
        foreach (var entry in entries.Where(entry => entry is { IsChange: true, Id: not null, Found: null }))
        {
            if (!seen.Add((entry.Type, entry.Id!)))
            {
                throw At(entry.Index, FhirException.BadRequest($"{entry.Type}/{entry.Id} is changed by more than one entry.", "duplicate"));
            }
        }
    }

    private async Task ResolveAsync(NpgsqlConnection connection, TransactionEntry entry, CancellationToken cancellationToken)
    {
        var resource = entry.Request.Resource!.Value;
        foreach (
            var reference in ReferenceRewriter.Conditional(resource).Distinct().Where(reference => !_names.ContainsKey(reference)).ToList()
        )
        {
            References.TryConditional(reference, out var type, out var query);
            var match =
                await MatchAsync(connection, type, QueryText.Parse(query), cancellationToken)
                ?? throw new FhirException(412, "not-found", $"The reference '{OutcomeWriter.Printable(reference)}' matches no resource.");
            _names[reference] = match.Reference;
        }

        entry.Resource = new ReferenceRewriter(_names).Rewrite(resource);
    }

    private async Task WriteAsync(NpgsqlConnection connection, List<TransactionEntry> entries, CancellationToken cancellationToken)
    {
        var names = entries
            .Where(entry => entry is { IsChange: true, Id: not null, Found: null } && entry.Request.Method != "POST")
            .Select(entry => (entry.Type, entry.Id!))
            .ToList();
        var current = names.Count == 0 ? [] : await ResourceStore.LockAsync(connection, names, cancellationToken);
        var writer = new ResourceWriter(bundle, services.Time);
        foreach (var entry in entries.Where(entry => entry.IsChange).OrderBy(entry => TransactionOrder.Of(entry.Request.Method)))
        {
            await AtAsync(
                entry.Index,
                async () =>
                    entry.Answer = await DecideAsync(
                        connection,
                        writer,
                        entry,
                        current.GetValueOrDefault((entry.Type, entry.Id ?? "")),
                        cancellationToken
                    )
            );
        }

        try
        {
            await writer.Changes.FlushAsync(connection, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new FhirException(
                409,
                "conflict",
                "Somebody else made a resource with the same id at the same moment; nothing was changed."
            );
        }
    }

    private async Task<FhirResponse> DecideAsync(
        NpgsqlConnection connection,
        ResourceWriter writer,
        TransactionEntry entry,
        StoredVersion? current,
        CancellationToken cancellationToken
    )
    {
        var (request, type, id) = (entry.Request, entry.Type, entry.Id);
        if (entry.Found is { } found)
        {
            return Answers.To(request, new Written(200, found));
        }

        var key = current?.Key ?? await services.Keys.NextAsync(connection, cancellationToken);
        switch (request.Method)
        {
            case "DELETE":
                var known = current is not null && request.Access.Allows(current, write: true) ? current : null;
                return Answers.ToDelete(request, writer.Delete(known, type, id ?? "", request.IfMatch));
            case "POST":
                return Answers.To(request, writer.Create(key, type, id!, entry.Resource!.Value, "POST"));
            case "PATCH":
                if (current is not null && !request.Access.Allows(current, write: true))
                {
                    throw FhirException.NotFound($"{type}/{id}");
                }

                var patched = WriteInteractions.Patched(Bodies.Patch(request), current, type, id!);
                return Answers.To(request, writer.Put(current, key, type, id!, patched, request.IfMatch, "PATCH"));
            default:
                return Answers.To(request, writer.Put(current, key, type, id!, entry.Resource!.Value, request.IfMatch, "PUT"));
        }
    }

    private async Task<StoredVersion?> MatchAsync(
        NpgsqlConnection connection,
        string type,
        IReadOnlyList<KeyValuePair<string, string>> criteria,
        CancellationToken cancellationToken
    )
    {
        bundle.Access.Demand(type, write: false);
        var matches = await services.Search.MatchAsync(connection, type, criteria, bundle.Access, bundle.BaseAddress, cancellationToken);
        return matches.Count > 1
            ? throw new FhirException(412, "multiple-matches", "The criteria match more than one resource.")
            : matches.FirstOrDefault();
    }

    /// <summary>Says in which entry something is wrong.</summary>
    private static FhirException At(int index, FhirException exception) =>
        new(
            exception.Status,
            [
                .. exception.Issues.Select(issue =>
                    issue with
                    {
                        Diagnostics = $"Bundle.entry[{index}]: {issue.Diagnostics}",
                        Expression = issue.Expression is { } place
                            ? $"Bundle.entry[{index}].resource.{AfterType(place)}"
                            : $"Bundle.entry[{index}]",
                    }
                ),
            ]
        );

    private static string AfterType(string place) => place.Contains('.') ? place[(place.IndexOf('.') + 1)..] : place;

    private static T At<T>(int index, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (FhirException exception)
        {
            throw At(index, exception);
        }
    }

    private static async Task AtAsync(int index, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (FhirException exception)
        {
            throw At(index, exception);
        }
    }
}
