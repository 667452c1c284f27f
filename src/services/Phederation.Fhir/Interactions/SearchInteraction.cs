using Phederation.Fhir.Access;
using Phederation.Fhir.Outcomes;
using Phederation.Fhir.Searching;
using Phederation.Fhir.Storage;
using Phederation.Fhir.Validation;
using Phederation.FhirModel;

namespace Phederation.Fhir.Interactions;

/// <summary>Searches a type, a patient's compartment, or everything.</summary>
internal static class SearchInteraction
{
    /// <summary>Searches.</summary>
    /// <param name="services">What it works with.</param>
    /// <param name="session">The session.</param>
    /// <param name="request">The request.</param>
    /// <param name="type">The type; null for all.</param>
    /// <param name="patient">The patient whose compartment is searched; null for everything.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<FhirResponse> RunAsync(
        FhirServices services,
        DatabaseSession session,
        FhirRequest request,
        string? type,
        string? patient,
        CancellationToken cancellationToken
    )
    {
        if (type is not null)
        {
            request.Access.Demand(type, write: false);
        }

        if (patient is not null && !Primitives.IsId(patient))
        {
            throw FhirException.NotFound("The patient");
        }

        var search = SearchParser.Parse(type, patient, request.Parameters, request.Prefer.IsStrict);
        foreach (var one in type is null ? search.Types ?? [] : [])
        {
            request.Access.Demand(one, write: false);
        }

        if (search.Types is null && !FhirDefinitions.R4.Resources.Any(one => request.Access.Of(one, write: false) != Reach.None))
        {
            throw new FhirException(403, "forbidden", "The token's scopes don't allow to read anything.");
        }

        var page = await services.Search.RunAsync(
            await session.ConnectionAsync(cancellationToken),
            search,
            request.Access,
            request.BaseAddress,
            request.Prefer.IsStrict,
            cancellationToken
        );
        return new FhirResponse { Status = 200, Body = Write(request, search, page, Path(type, patient)) };
    }

    private static string Path(string? type, string? patient) => patient is null ? type ?? "" : $"Patient/{patient}/{type ?? "*"}";

    private static byte[] Write(FhirRequest request, SearchRequest search, SearchPage page, string path)
    {
        using var bundle = new BundleWriter("searchset", page.Total, request.BaseAddress);
        bundle.Links(path, page.Used, page.Next);
        foreach (var match in page.Matches)
        {
            bundle.Found(match, "match", search.Subset);
        }

        foreach (var included in page.Included)
        {
            bundle.Found(included, "include", search.Subset);
        }

        var issues = page.Ignored.Select(text => Issue.Warning("not-supported", $"{text} It was left out.")).ToList();
        if (page.IsCut)
        {
            issues.Add(Issue.Warning("too-costly", "More would have been included than is given at once; ask for smaller pages."));
        }

        if (issues.Count > 0)
        {
            bundle.Outcome(issues);
        }

        return bundle.Finish();
    }
}
