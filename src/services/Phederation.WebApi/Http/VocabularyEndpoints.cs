using Microsoft.AspNetCore.Http.HttpResults;
using Phederation.Services.Hosting.Problems;
using Phederation.WebApi.ConceptSets;
using Phederation.WebApi.Vocabulary;

namespace Phederation.WebApi.Http;

/// <summary>/vocabulary: each address with a source's key, and without one for the source of highest priority.</summary>
internal static class VocabularyEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var prefix in new[] { "/vocabulary", "/vocabulary/{sourceKey}" })
        {
            var group = routes.MapGroup(prefix);
            group.MapGet("/search", FindAsync);
            group.MapGet("/search/{query}", FindByPathAsync);
            group.MapPost("/search", SearchAsync);
            group.MapGet("/concept/{id:int}", ConceptAsync);
            group.MapGet("/concept/{id:int}/related", RelatedAsync);
            group.MapGet("/concept/{id:int}/ancestorAndDescendant", FamilyAsync);
            group.MapGet("/concept/{id:int}/descendants", DescendantsAsync);
            group.MapPost("/conceptlist/descendants", ListDescendantsAsync);
            group.MapPost("/commonAncestors", CommonAncestorsAsync);
            group.MapPost("/lookup/identifiers", LookupAsync);
            group.MapPost("/lookup/identifiers/ancestors", AncestorsAmongAsync);
            group.MapPost("/lookup/sourcecodes", LookupCodesAsync);
            group.MapPost("/lookup/mapped", MappedAsync);
            group.MapGet("/domains", DomainsAsync);
            group.MapGet("/vocabularies", VocabulariesAsync);
            group.MapGet("/info", InfoAsync);
            group.MapPost("/resolveConceptSetExpression", ResolveAsync);
            group.MapPost("/included-concepts/count", CountAsync);
            group.MapPost("/compare", CompareAsync);
        }

        routes.MapPost("/vocabulary/conceptSetExpressionSQL", Sql);
    }

    private static Task<Ok<List<Concept>>> FindAsync(
        Vocabularies vocabularies,
        string? sourceKey,
        string? query,
        string? rows,
        CancellationToken cancellationToken
    ) => FoundAsync(vocabularies, sourceKey, query ?? "", rows, cancellationToken);

    private static Task<Ok<List<Concept>>> FindByPathAsync(
        Vocabularies vocabularies,
        string? sourceKey,
        string query,
        CancellationToken cancellationToken
    ) => FoundAsync(vocabularies, sourceKey, query, rows: null, cancellationToken);

    private static async Task<Ok<List<Concept>>> FoundAsync(
        Vocabularies vocabularies,
        string? sourceKey,
        string query,
        string? rows,
        CancellationToken cancellationToken
    )
    {
        var vocabulary = await vocabularies.OfAsync(sourceKey, cancellationToken);
        if (query.Length > 255 || query.Contains('\0', StringComparison.Ordinal))
        {
            throw new ProblemException(400, "A query has 255 characters at most, and no NUL.");
        }

        var limit = rows switch
        {
            null or "" => VocabularyLimits.Rows,
            _ when int.TryParse(rows, out var given) && given > 0 => Math.Min(given, VocabularyLimits.Rows),
            _ => throw new ProblemException(400, "rows must be a number above 0."),
        };
        return TypedResults.Ok(
            await vocabulary.SearchAsync(new ConceptSearch { Query = query.Trim() }, limit, offset: 0, cancellationToken)
        );
    }

    private static async Task<Ok<List<Concept>>> SearchAsync(
        Vocabularies vocabularies,
        string? sourceKey,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var search = await RequestJson.ReadAsync(request, ConceptSearch.Read, cancellationToken);
        var vocabulary = await vocabularies.OfAsync(sourceKey, cancellationToken);
        return TypedResults.Ok(
            await vocabulary.SearchAsync(search, search.IsLexical ? 100 : VocabularyLimits.Rows, offset: 0, cancellationToken)
        );
    }

    private static async Task<Ok<Concept>> ConceptAsync(
        Vocabularies vocabularies,
        string? sourceKey,
        int id,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await (await vocabularies.OfAsync(sourceKey, cancellationToken)).ConceptAsync(id, cancellationToken));

    private static async Task<Ok<List<RelatedConcept>>> RelatedAsync(
        Vocabularies vocabularies,
        string? sourceKey,
        int id,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await (await vocabularies.RelationsOfAsync(sourceKey, cancellationToken)).RelatedAsync(id, cancellationToken));

    private static async Task<Ok<List<RelatedConcept>>> FamilyAsync(
        Vocabularies vocabularies,
        string? sourceKey,
        int id,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await (await vocabularies.RelationsOfAsync(sourceKey, cancellationToken)).AncestorsAndDescendantsAsync(id, cancellationToken)
        );

    private static async Task<Ok<List<RelatedConcept>>> DescendantsAsync(
        Vocabularies vocabularies,
        string? sourceKey,
        int id,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await (await vocabularies.RelationsOfAsync(sourceKey, cancellationToken)).DescendantsAsync([id], cancellationToken)
        );

    private static async Task<Ok<List<RelatedConcept>>> ListDescendantsAsync(
        Vocabularies vocabularies,
        string? sourceKey,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var ids = await RequestJson.ReadAsync(request, RequestJson.Identifiers, cancellationToken);
        return TypedResults.Ok(
            await (await vocabularies.RelationsOfAsync(sourceKey, cancellationToken)).DescendantsAsync(ids, cancellationToken)
        );
    }

    private static async Task<Ok<List<RelatedConcept>>> CommonAncestorsAsync(
        Vocabularies vocabularies,
        string? sourceKey,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var ids = await RequestJson.ReadAsync(request, RequestJson.Identifiers, cancellationToken);
        return TypedResults.Ok(
            await (await vocabularies.RelationsOfAsync(sourceKey, cancellationToken)).CommonAncestorsAsync(ids, cancellationToken)
        );
    }

    private static async Task<Ok<Dictionary<string, List<int>>>> AncestorsAmongAsync(
        Vocabularies vocabularies,
        string? sourceKey,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var (ancestors, descendants) = await RequestJson.ReadAsync(
            request,
            cursor => (Numbers(cursor, "ancestors"), Numbers(cursor, "descendants")),
            cancellationToken
        );
        var relations = await vocabularies.RelationsOfAsync(sourceKey, cancellationToken);
        return TypedResults.Ok(await relations.AncestorsAmongAsync(ancestors, descendants, cancellationToken));

        static int[] Numbers(Json.JsonCursor cursor, string name) =>
            cursor.AsObject().Member(name) is { } list ? RequestJson.Identifiers(list) : [];
    }

    private static async Task<Ok<List<Concept>>> LookupAsync(
        Vocabularies vocabularies,
        string? sourceKey,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var ids = await RequestJson.ReadAsync(request, RequestJson.Identifiers, cancellationToken);
        return TypedResults.Ok(await (await vocabularies.OfAsync(sourceKey, cancellationToken)).LookupAsync(ids, cancellationToken));
    }

    private static async Task<Ok<List<Concept>>> LookupCodesAsync(
        Vocabularies vocabularies,
        string? sourceKey,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var codes = await RequestJson.ReadAsync(request, RequestJson.Codes, cancellationToken);
        return TypedResults.Ok(await (await vocabularies.OfAsync(sourceKey, cancellationToken)).LookupCodesAsync(codes, cancellationToken));
    }

    private static async Task<Ok<List<Concept>>> MappedAsync(
        Vocabularies vocabularies,
        string? sourceKey,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var ids = await RequestJson.ReadAsync(request, RequestJson.Identifiers, cancellationToken);
        return TypedResults.Ok(await (await vocabularies.OfAsync(sourceKey, cancellationToken)).MappedAsync(ids, cancellationToken));
    }

    private static async Task<Ok<List<VocabularyDomain>>> DomainsAsync(
        Vocabularies vocabularies,
        string? sourceKey,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await (await vocabularies.OfAsync(sourceKey, cancellationToken)).DomainsAsync(cancellationToken));

    private static async Task<Ok<List<VocabularyEntry>>> VocabulariesAsync(
        Vocabularies vocabularies,
        string? sourceKey,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await (await vocabularies.OfAsync(sourceKey, cancellationToken)).VocabulariesAsync(cancellationToken));

    private static async Task<Ok<VocabularyInfo>> InfoAsync(
        Vocabularies vocabularies,
        string? sourceKey,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await (await vocabularies.OfAsync(sourceKey, cancellationToken)).InfoAsync(cancellationToken));

    private static async Task<Ok<List<int>>> ResolveAsync(
        Vocabularies vocabularies,
        string? sourceKey,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var set = await RequestJson.ReadAsync(request, ConceptSetReader.Read, cancellationToken);
        return TypedResults.Ok(await (await vocabularies.OfAsync(sourceKey, cancellationToken)).ResolveAsync(set, cancellationToken));
    }

    private static async Task<Ok<int>> CountAsync(
        Vocabularies vocabularies,
        string? sourceKey,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var set = await RequestJson.ReadAsync(request, ConceptSetReader.Read, cancellationToken);
        return TypedResults.Ok(await (await vocabularies.OfAsync(sourceKey, cancellationToken)).CountAsync(set, cancellationToken));
    }

    private static async Task<Ok<List<ConceptComparison>>> CompareAsync(
        Vocabularies vocabularies,
        string? sourceKey,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var sets = await RequestJson.ReadAsync(
            request,
            cursor => cursor.Items(2).Select(ConceptSetReader.Read).ToList(),
            cancellationToken
        );
        return sets is [var one, var two]
            ? TypedResults.Ok(await (await vocabularies.OfAsync(sourceKey, cancellationToken)).CompareAsync(one, two, cancellationToken))
            : throw new ProblemException(400, "$: two expressions are expected.");
    }

    private static async Task<ContentHttpResult> Sql(HttpRequest request, CancellationToken cancellationToken)
    {
        var set = await RequestJson.ReadAsync(request, ConceptSetReader.Read, cancellationToken);
        return TypedResults.Text(ConceptSetSql.Query(set, "@vocabulary_database_schema"), "text/plain; charset=utf-8");
    }
}
