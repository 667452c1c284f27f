using System.Text.Json;
using Npgsql;
using Phederation.Fhir.Json;
using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Patching;
using Phederation.Fhir.Storage;
using Phederation.Fhir.Validation;

namespace Phederation.Fhir.Interactions;

/// <summary>Creates, updates, patches and deletes, with and without conditions. Each is whole or not at all.</summary>
internal sealed class WriteInteractions(FhirServices services, DatabaseSession session, FhirRequest request)
{
    private const int Attempts = 3;

    /// <summary>POST Type.</summary>
    public async Task<FhirResponse> CreateAsync(string type, CancellationToken cancellationToken)
    {
        var resource = Bodies.Resource(request);
        request.Access.Demand(type, write: true);
        var writer = new ResourceWriter(request, services.Time);
        var connection = await session.ConnectionAsync(cancellationToken);
        if (request.IfNoneExist is not { } criteria)
        {
            var alone = writer.Create(await services.Keys.NextAsync(connection, cancellationToken), type, NewId(), resource, "POST");
            await writer.Changes.FlushAsync(connection, cancellationToken);
            return Answers.To(request, alone);
        }

        await session.BeginAsync(cancellationToken);
        await ResourceStore.TakeTurnsAsync(connection, $"{type}?{criteria}", cancellationToken);
        if (await MatchAsync(connection, type, QueryText.Parse(AfterMark(criteria)), cancellationToken) is { } match)
        {
            return Answers.To(request, new Written(200, match));
        }

        var written = writer.Create(await services.Keys.NextAsync(connection, cancellationToken), type, NewId(), resource, "POST");
        await FinishAsync(connection, writer, cancellationToken);
        return Answers.To(request, written);
    }

    /// <summary>PUT Type/id.</summary>
    public Task<FhirResponse> UpdateAsync(string type, string id, CancellationToken cancellationToken)
    {
        var resource = Bodies.Resource(request);
        ResourceWriter.DemandType(type, resource);
        if (!Primitives.IsId(id))
        {
            throw FhirException.BadRequest("An id has 1 to 64 letters, digits, '-' and '.'.", "value");
        }

        if (resource.TextAt("id") is null)
        {
            throw FhirException.BadRequest("A resource that is updated needs its id.", "required");
        }

        return RepeatAsync(() => PutAsync(type, id, _ => resource, "PUT", cancellationToken));
    }

    /// <summary>PUT Type?criteria.</summary>
    public async Task<FhirResponse> ConditionalUpdateAsync(string type, CancellationToken cancellationToken)
    {
        var resource = Bodies.Resource(request);
        ResourceWriter.DemandType(type, resource);
        request.Access.Demand(type, write: true);
        var connection = await session.ConnectionAsync(cancellationToken);
        await session.BeginAsync(cancellationToken);
        await ResourceStore.TakeTurnsAsync(connection, $"{type}?{QueryText.Write(request.Parameters)}", cancellationToken);
        var match = await MatchAsync(connection, type, request.Parameters, cancellationToken);
        var own = resource.TextAt("id");
        if (match is not null && own is not null && own != match.Id)
        {
            throw FhirException.BadRequest(
                $"The criteria match {match.Reference}, but the resource's id is '{OutcomeWriter.Printable(own)}'."
            );
        }

        var id = match?.Id ?? own ?? NewId();
        return await PutAsync(type, id, _ => resource, match is null && own is null ? "POST" : "PUT", cancellationToken);
    }

    /// <summary>PATCH Type/id.</summary>
    public Task<FhirResponse> PatchAsync(string type, string id, CancellationToken cancellationToken)
    {
        var patch = Bodies.Patch(request);
        request.Access.Demand(type, write: true);
        return PutAsync(type, id, current => Patched(patch, current, type, id), "PATCH", cancellationToken);
    }

    /// <summary>PATCH Type?criteria.</summary>
    public async Task<FhirResponse> ConditionalPatchAsync(string type, CancellationToken cancellationToken)
    {
        var patch = Bodies.Patch(request);
        request.Access.Demand(type, write: true);
        var connection = await session.ConnectionAsync(cancellationToken);
        var match =
            await MatchAsync(connection, type, request.Parameters, cancellationToken)
            ?? throw FhirException.NotFound($"A {type} that fits the criteria");
        return await PutAsync(type, match.Id, current => Patched(patch, current, type, match.Id), "PATCH", cancellationToken);
    }

    /// <summary>DELETE Type/id.</summary>
    public async Task<FhirResponse> DeleteAsync(string type, string id, CancellationToken cancellationToken)
    {
        request.Access.Demand(type, write: true);
        var connection = await session.ConnectionAsync(cancellationToken);
        await session.BeginAsync(cancellationToken);
        var current = (await ResourceStore.LockAsync(connection, [(type, id)], cancellationToken)).GetValueOrDefault((type, id));
        var writer = new ResourceWriter(request, services.Time);
        // What never was, and what the caller may not know of, is not told apart: it is not there afterwards either.
        var known = current is not null && request.Access.Allows(current, write: true) ? current : null;
        var written = writer.Delete(known, type, id, request.IfMatch);
        await FinishAsync(connection, writer, cancellationToken);
        return Answers.ToDelete(request, written);
    }

    /// <summary>DELETE Type?criteria, which must match one resource at most.</summary>
    public async Task<FhirResponse> ConditionalDeleteAsync(string type, CancellationToken cancellationToken)
    {
        request.Access.Demand(type, write: true);
        var connection = await session.ConnectionAsync(cancellationToken);
        return await MatchAsync(connection, type, request.Parameters, cancellationToken) is { } match
            ? await DeleteAsync(type, match.Id, cancellationToken)
            : Answers.ToDelete(request, null);
    }

    /// <summary>An id that nobody else has.</summary>
    public static string NewId() => Guid.CreateVersion7().ToString();

    /// <summary>What is behind the question mark, where the type stands before it.</summary>
    public static string AfterMark(string criteria) => criteria[(criteria.IndexOf('?') + 1)..];

    /// <summary>A resource after a patch.</summary>
    /// <exception cref="FhirException">There is none: 404, 410; the patch doesn't fit: 400, 422.</exception>
    public static JsonElement Patched(JsonPatch patch, StoredVersion? current, string type, string id)
    {
        var version = current ?? throw FhirException.NotFound($"{type}/{id}");
        if (version.Deleted)
        {
            throw new FhirException(410, "deleted", $"{version.Reference} was deleted.");
        }

        var patched = patch.Apply(ResourceText.Join(version));
        if (patched.TextAt("id") != id || patched.TextAt("resourceType") != type)
        {
            throw new FhirException(422, "business-rule", "A patch can change neither the id nor the type of a resource.");
        }

        return patched;
    }

    private async Task<FhirResponse> PutAsync(
        string type,
        string id,
        Func<StoredVersion?, JsonElement> make,
        string method,
        CancellationToken cancellationToken
    )
    {
        var connection = await session.ConnectionAsync(cancellationToken);
        await session.BeginAsync(cancellationToken);
        var current = (await ResourceStore.LockAsync(connection, [(type, id)], cancellationToken)).GetValueOrDefault((type, id));
        if (method == "PATCH" && current is not null && !request.Access.Allows(current, write: true))
        {
            throw FhirException.NotFound($"{type}/{id}");
        }

        if (method == "PATCH")
        {
            Conditions.DemandMatch(request.IfMatch, current);
        }
        else
        {
            Conditions.DemandNew(request.IfNoneMatch, current);
        }

        var writer = new ResourceWriter(request, services.Time);
        var key = current?.Key ?? await services.Keys.NextAsync(connection, cancellationToken);
        var written = writer.Put(current, key, type, id, make(current), request.IfMatch, method);
        await FinishAsync(connection, writer, cancellationToken);
        return Answers.To(request, written);
    }

    private async Task FinishAsync(NpgsqlConnection connection, ResourceWriter writer, CancellationToken cancellationToken)
    {
        await writer.Changes.FlushAsync(connection, cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    /// <summary>Two clients may make the same id at the same moment: whoever comes second finds it there, and updates it.</summary>
    private async Task<FhirResponse> RepeatAsync(Func<Task<FhirResponse>> put)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await put();
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation && attempt < Attempts)
            {
                await session.RollbackAsync();
            }
        }
    }

    private async Task<StoredVersion?> MatchAsync(
        NpgsqlConnection connection,
        string type,
        IReadOnlyList<KeyValuePair<string, string>> criteria,
        CancellationToken cancellationToken
    )
    {
        request.Access.Demand(type, write: false);
        var matches = await services.Search.MatchAsync(connection, type, criteria, request.Access, request.BaseAddress, cancellationToken);
        return matches.Count > 1
            ? throw new FhirException(412, "multiple-matches", "The criteria match more than one resource.")
            : matches.FirstOrDefault();
    }
}
