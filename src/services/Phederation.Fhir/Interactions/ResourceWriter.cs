using System.Text;
using System.Text.Json;
using Phederation.Fhir.Access;
using Phederation.Fhir.Indexing;
using Phederation.Fhir.Json;
using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Storage;
using Phederation.Fhir.Validation;

namespace Phederation.Fhir.Interactions;

/// <summary>
/// Decides on changes and gathers them; nothing is written until they are flushed. A single interaction gathers one, a transaction all of its own.
/// </summary>
internal sealed class ResourceWriter(FhirRequest request, TimeProvider time, bool allowConditional = false)
{
    /// <summary>Ids with this beginning name rows of the data model, and are nobody's to give.</summary>
    public const string ReservedPrefix = "omop-";

    private readonly DateTime _now = Milliseconds(time.GetUtcNow().UtcDateTime);

    /// <summary>What was decided so far.</summary>
    public WriteSet Changes { get; } = new(request.BaseAddress);

    private AccessScope Access => request.Access;

    /// <summary>A new resource.</summary>
    /// <exception cref="FhirException">It is not valid: 400, 422; the caller may not write it: 403.</exception>
    public Written Create(long key, string type, string id, JsonElement resource, string method)
    {
        Validate(type, resource);
        DemandFree(type, id);
        return Create(key, type, id, resource, method, 1);
    }

    /// <summary>A resource at an id: a new version of what is there, or the first.</summary>
    /// <exception cref="FhirException">It is not valid: 400, 422; the caller may not write it: 403; it was changed: 412.</exception>
    public Written Put(StoredVersion? current, long key, string type, string id, JsonElement resource, string? ifMatch, string method)
    {
        if (method == "PUT" && resource.TextAt("id") is { } own && own != id)
        {
            throw FhirException.BadRequest($"The resource's id is '{OutcomeWriter.Printable(own)}', but the address says '{id}'.");
        }

        Validate(type, resource);
        DemandWritable(current, type, id);
        Conditions.DemandMatch(ifMatch, current);
        if (current is null)
        {
            return Create(key, type, id, resource, method, 1);
        }

        var change = Next(current.Key, type, id, resource, method, current.Version + 1, current.Updated);
        Changes.Update(change, resource);
        return new Written(current.Deleted ? 201 : 200, Whole(change));
    }

    /// <summary>The end of a resource; null where there is nothing to end.</summary>
    /// <exception cref="FhirException">The caller may not write it: 403; it was changed: 412.</exception>
    public Written? Delete(StoredVersion? current, string type, string id, string? ifMatch)
    {
        Access.Demand(type, write: true);
        if (current is not null)
        {
            DemandWritable(current, type, id);
        }

        Conditions.DemandMatch(ifMatch, current);
        if (current is null or { Deleted: true })
        {
            return null;
        }

        var version = current with
        {
            Version = current.Version + 1,
            Updated = After(current.Updated),
            Method = "DELETE",
            Deleted = true,
            Meta = null,
            Body = null,
        };
        Changes.Delete(new Change(version, null, null));
        return new Written(204, version);
    }

    private Written Create(long key, string type, string id, JsonElement resource, string method, int version)
    {
        var change = Next(key, type, id, resource, method, version);
        Changes.Create(change, resource);
        return new Written(201, Whole(change));
    }

    private Change Next(long key, string type, string id, JsonElement resource, string method, int version, DateTime before = default)
    {
        var patients = ResourceIndexer.Patients(type, id, resource, request.BaseAddress);
        if (!Access.Allows(type, patients, write: true))
        {
            throw new FhirException(
                403,
                "forbidden",
                $"The token doesn't allow to write this {type}: it is outside of the patient's compartment."
            );
        }

        var (meta, body) = ResourceText.Split(resource);
        return new Change(
            new StoredVersion
            {
                Key = key,
                Type = type,
                Id = id,
                Version = version,
                Updated = After(before),
                Method = method,
                Deleted = false,
                Patients = patients,
            },
            meta,
            body
        );
    }

    private void Validate(string type, JsonElement resource)
    {
        Access.Demand(type, write: true);
        DemandType(type, resource);
        var issues = ResourceValidator.Validate(resource, allowConditional);
        if (issues.Count > 0)
        {
            // What can't be understood is a bad request; what is understood and breaks a rule can't be processed.
            throw new FhirException(issues.All(issue => issue.Code is "invariant" or "code-invalid") ? 422 : 400, issues);
        }
    }

    /// <summary>Refuses a resource of another type than its address says.</summary>
    /// <exception cref="FhirException">400.</exception>
    public static void DemandType(string type, JsonElement resource)
    {
        if (resource.ValueKind != JsonValueKind.Object)
        {
            throw FhirException.BadRequest("The body is no resource: it must be a JSON object.", "structure");
        }

        if (resource.TextAt("resourceType") is { } own && own != type)
        {
            throw FhirException.BadRequest($"The resource is of the type '{OutcomeWriter.Printable(own)}', but the address says {type}.");
        }
    }

    private static void DemandFree(string type, string id)
    {
        if (id.StartsWith(ReservedPrefix, StringComparison.Ordinal))
        {
            throw new FhirException(
                405,
                "not-supported",
                $"{type}/{id}: ids with '{ReservedPrefix}' name rows of the data model, which is read only."
            )
            {
                Allow = "GET, HEAD",
            };
        }
    }

    private void DemandWritable(StoredVersion? current, string type, string id)
    {
        DemandFree(type, id);
        if (current is not null && !Access.Allows(current, write: true))
        {
            throw new FhirException(403, "forbidden", $"The token doesn't allow to write {type}/{id}.");
        }
    }

    /// <summary>Later than the version before, whatever the clock says.</summary>
    private DateTime After(DateTime before) => _now > before ? _now : before.AddMilliseconds(1);

    private static DateTime Milliseconds(DateTime time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);

    private static StoredVersion Whole(Change change) =>
        change.Version with
        {
            Meta = change.Meta is { } meta ? Encoding.UTF8.GetBytes(meta) : null,
            Body = Encoding.UTF8.GetBytes(change.Body!),
        };
}
