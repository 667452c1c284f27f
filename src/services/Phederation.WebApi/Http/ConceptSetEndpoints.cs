using Microsoft.AspNetCore.Http.HttpResults;
using Phederation.Services.Hosting.Problems;
using Phederation.WebApi.ConceptSets;
using Phederation.WebApi.Data;
using Phederation.WebApi.Json;
using Phederation.WebApi.Security;
using Phederation.WebApi.Vocabulary;

namespace Phederation.WebApi.Http;

/// <summary>/conceptset.</summary>
internal static class ConceptSetEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/conceptset");
        group.MapGet("/", ListAsync);
        group.MapPost("/", CreateAsync);
        group.MapGet("/{id:int}", GetAsync);
        group.MapPut("/{id:int}", UpdateAsync);
        group.MapDelete("/{id:int}", DeleteAsync);
        group.MapGet("/{id:int}/items", ItemsAsync);
        group.MapPut("/{id:int}/items", ReplaceItemsAsync);
        group.MapGet("/{id:int}/expression", ExpressionAsync);
        group.MapGet("/{id:int}/expression/{sourceKey}", ExpressionAsync);
        group.MapGet("/{id:int}/exists", ExistsAsync);
        group.MapGet("/{id:int}/{name}/exists", SameNameAsync);
        group.MapGet("/{id:int}/copy-name", CopyNameAsync);
        group.MapGet("/{id:int}/export", ExportOneAsync);
        group.MapGet("/exportlist", ExportListAsync);
        group.MapGet("/{id:int}/generationinfo", GenerationInfo);
    }

    private static async Task<Ok<List<ConceptSetDto>>> ListAsync(
        ConceptSetStore store,
        Authors authors,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await DtosAsync(await store.ListAsync(cancellationToken), authors, cancellationToken));

    private static async Task<Ok<ConceptSetDto>> GetAsync(
        int id,
        ConceptSetStore store,
        Authors authors,
        CancellationToken cancellationToken
    ) => TypedResults.Ok((await DtosAsync([await store.GetAsync(id, cancellationToken)], authors, cancellationToken))[0]);

    private static async Task<Ok<ConceptSetDto>> CreateAsync(
        HttpRequest request,
        ConceptSetStore store,
        Authors authors,
        CancellationToken cancellationToken
    )
    {
        var (name, description) = await RequestJson.ReadAsync(request, NameAndDescription, cancellationToken);
        var item = await store.CreateAsync(name, description, RequestUser.Id(request.HttpContext), cancellationToken);
        return TypedResults.Ok((await DtosAsync([item], authors, cancellationToken))[0]);
    }

    private static async Task<Ok<ConceptSetDto>> UpdateAsync(
        int id,
        HttpRequest request,
        ConceptSetStore store,
        Authors authors,
        CancellationToken cancellationToken
    )
    {
        var (name, description) = await RequestJson.ReadAsync(request, NameAndDescription, cancellationToken);
        var item = await store.UpdateAsync(id, name, description, RequestUser.Id(request.HttpContext), cancellationToken);
        return TypedResults.Ok((await DtosAsync([item], authors, cancellationToken))[0]);
    }

    private static async Task<NoContent> DeleteAsync(int id, ConceptSetStore store, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<List<ConceptSetItem>>> ItemsAsync(int id, ConceptSetStore store, CancellationToken cancellationToken)
    {
        await store.GetAsync(id, cancellationToken);
        return TypedResults.Ok(await store.ItemsAsync(id, cancellationToken));
    }

    private static async Task<Ok<bool>> ReplaceItemsAsync(
        int id,
        HttpRequest request,
        ConceptSetStore store,
        CancellationToken cancellationToken
    )
    {
        var items = await RequestJson.ReadAsync(
            request,
            cursor => cursor.Items(ConceptSetReader.MostItems).Select(Item).ToList(),
            cancellationToken
        );
        await store.ReplaceItemsAsync(id, items, RequestUser.Id(request.HttpContext), cancellationToken);
        return TypedResults.Ok(true);
    }

    private static async Task<Ok<ExpressionDto>> ExpressionAsync(
        int id,
        string? sourceKey,
        ConceptSetExpressions expressions,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await expressions.FullAsync(id, sourceKey, cancellationToken));

    private static async Task<Ok<int>> ExistsAsync(int id, string? name, ConceptSetStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok(await store.CountOthersAsync(id, (name ?? "").Trim(), cancellationToken));

    private static async Task<Ok<List<ConceptSetDto>>> SameNameAsync(
        int id,
        string name,
        ConceptSetStore store,
        Authors authors,
        CancellationToken cancellationToken
    )
    {
        var others = (await store.ListAsync(cancellationToken)).Where(item => item.Name == name.Trim() && item.Id != id).ToList();
        return TypedResults.Ok(await DtosAsync(others, authors, cancellationToken));
    }

    private static async Task<Ok<Dictionary<string, string>>> CopyNameAsync(
        int id,
        ConceptSetStore store,
        CancellationToken cancellationToken
    )
    {
        var name = (await store.GetAsync(id, cancellationToken)).Name;
        var taken = await store.NamesLikeAsync(ItemName.Prefix(name)[..9], cancellationToken);
        return TypedResults.Ok(new Dictionary<string, string> { ["copyName"] = ItemName.ForCopy(name, taken) });
    }

    private static Task<FileContentHttpResult> ExportOneAsync(
        int id,
        ConceptSetStore store,
        ConceptSetExpressions expressions,
        Vocabularies vocabularies,
        CancellationToken cancellationToken
    ) => ExportAsync([id], store, expressions, vocabularies, cancellationToken);

    private static Task<FileContentHttpResult> ExportListAsync(
        string? conceptsets,
        ConceptSetStore store,
        ConceptSetExpressions expressions,
        Vocabularies vocabularies,
        CancellationToken cancellationToken
    )
    {
        // A plus sign in an address is a space.
        var parts = (conceptsets ?? "").Split([' ', '+', ','], StringSplitOptions.RemoveEmptyEntries);
        var ids = parts.Select(part => int.TryParse(part, out var id) ? id : -1).ToList();
        return ids.Count is 0 or > 100 || ids.Contains(-1)
            ? throw new ProblemException(400, "conceptsets must be 1 to 100 numbers of concept sets with + between them.")
            : ExportAsync(ids, store, expressions, vocabularies, cancellationToken);
    }

    /// <summary>Sets with all that they hold, as a file.</summary>
    public static async Task<FileContentHttpResult> ExportAsync(
        IReadOnlyList<int> ids,
        ConceptSetStore store,
        ConceptSetExpressions expressions,
        Vocabularies vocabularies,
        CancellationToken cancellationToken
    )
    {
        var vocabulary = await vocabularies.OfAsync(key: null, cancellationToken);
        var sets = new List<ExportedSet>();
        foreach (var id in ids)
        {
            var item = await store.GetAsync(id, cancellationToken);
            var full = await expressions.FullAsync(id, sourceKey: null, cancellationToken);
            var plain = await expressions.PlainAsync(id, cancellationToken);
            var included = await vocabulary.IncludedAsync(plain, cancellationToken);
            var mapped = await vocabulary.MappedAsync([.. included.Select(concept => concept.Id)], cancellationToken);
            sets.Add(new ExportedSet(id, item.Name, full, included, mapped));
        }

        return TypedResults.File(ConceptSetArchive.Write(sets), "application/octet-stream", "conceptSetExport.zip");
    }

    private static async Task<Ok<List<string>>> GenerationInfo(int id, ConceptSetStore store, CancellationToken cancellationToken)
    {
        await store.GetAsync(id, cancellationToken);
        return TypedResults.Ok(new List<string>());
    }

    private static (string Name, string? Description) NameAndDescription(JsonCursor cursor) =>
        (ItemName.Read(cursor.AsObject()), cursor.Text("description", 10_000));

    private static ConceptSetItem Item(JsonCursor cursor) =>
        new(
            0,
            0,
            cursor.AsObject().RequiredMember("conceptId").AsInteger(0, int.MaxValue),
            Flag(cursor, "isExcluded"),
            Flag(cursor, "includeDescendants"),
            Flag(cursor, "includeMapped")
        );

    private static int Flag(JsonCursor cursor, string name) => cursor.Boolean(name) is true ? 1 : 0;

    private static async Task<List<ConceptSetDto>> DtosAsync(List<StoredItem> items, Authors authors, CancellationToken cancellationToken)
    {
        var known = await authors.OfAsync(items.SelectMany(item => new[] { item.CreatedBy, item.ModifiedBy }), cancellationToken);
        return [.. items.Select(item => ConceptSetDto.Of(item, known))];
    }
}
