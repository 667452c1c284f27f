using System.Globalization;
using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Searching;
using Phederation.Fhir.Storage;
using Phederation.Fhir.Validation;

namespace Phederation.Fhir.Interactions;

/// <summary>Reads a resource, or one version of it.</summary>
internal static class ReadInteractions
{
    /// <summary>The resource as it is now.</summary>
    public static async Task<FhirResponse> ReadAsync(
        DatabaseSession session,
        FhirRequest request,
        string type,
        string id,
        CancellationToken cancellationToken
    )
    {
        request.Access.Demand(type, write: false);
        var found = Primitives.IsId(id)
            ? await ResourceStore.FindAsync(await session.ConnectionAsync(cancellationToken), type, id, cancellationToken)
            : null;
        return Answer(request, found, $"{type}/{id}");
    }

    /// <summary>One version.</summary>
    public static async Task<FhirResponse> VersionAsync(
        DatabaseSession session,
        FhirRequest request,
        string type,
        string id,
        string version,
        CancellationToken cancellationToken
    )
    {
        request.Access.Demand(type, write: false);
        var found =
            Primitives.IsId(id) && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? await ResourceStore.FindAsync(await session.ConnectionAsync(cancellationToken), type, id, number, cancellationToken)
                : null;
        return Answer(request, found, $"{type}/{id}/_history/{version}");
    }

    private static FhirResponse Answer(FhirRequest request, StoredVersion? found, string what)
    {
        // What the caller may not know of is not there.
        if (found is null || !request.Access.Allows(found, write: false))
        {
            throw FhirException.NotFound(OutcomeWriter.Printable(what));
        }

        if (found.Deleted)
        {
            return FhirResponse.Outcome(410, Issue.Error("deleted", $"{found.Reference} was deleted.")) with
            {
                ETag = found.ETag,
                LastModified = found.Updated,
            };
        }

        return Conditions.IsKnown(request, found)
            ? FhirResponse.Of(304, found, null)
            : FhirResponse.Of(200, found, Subset.Parse(request.Parameters).Of(ResourceText.Join(found), found.Type));
    }
}
