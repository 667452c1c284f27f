using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Phederation.WebApi.Cohorts.Checks;
using Phederation.WebApi.Cohorts.Expressions;
using Phederation.WebApi.Cohorts.Generation;
using Phederation.WebApi.Cohorts.Store;
using Phederation.WebApi.ConceptSets;
using Phederation.WebApi.Data;
using Phederation.WebApi.Security;
using Phederation.WebApi.Vocabulary;

namespace Phederation.WebApi.Http;

/// <summary>/cohortdefinition: the definitions themselves.</summary>
internal static class CohortDefinitionEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/cohortdefinition");
        group.MapGet("/", ListAsync);
        group.MapPost("/", CreateAsync);
        group.MapGet("/{id:int}", GetAsync);
        group.MapPut("/{id:int}", UpdateAsync);
        group.MapDelete("/{id:int}", DeleteAsync);
        group.MapGet("/{id:int}/exists", ExistsAsync);
        group.MapGet("/{id:int}/copy", CopyDefinitionAsync);
        group.MapGet("/{id:int}/export/conceptset", ExportAsync);
        group.MapPost("/check", CheckAsync);
        group.MapPost("/checkV2", CheckStoredAsync);
        group.MapPost("/sql", CohortSqlEndpoints.SqlAsync);
    }

    private static async Task<Ok<List<CohortDto>>> ListAsync(
        CohortDefinitionStore store,
        Authors authors,
        CancellationToken cancellationToken
    )
    {
        var definitions = await store.ListAsync(cancellationToken);
        var known = await authors.OfAsync(definitions.SelectMany(By), cancellationToken);
        return TypedResults.Ok(definitions.Select(definition => CohortDto.Of(definition, known)).ToList());
    }

    private static async Task<Ok<CohortDto>> GetAsync(
        int id,
        CohortDefinitionStore store,
        Authors authors,
        CancellationToken cancellationToken
    )
    {
        var definition = await store.GetAsync(id, cancellationToken);
        var dto = await DtoAsync(definition, authors, cancellationToken);
        return TypedResults.Ok(
            dto with
            {
                Expression = JsonSerializer.SerializeToElement(definition.Expression ?? "{}", WebApiJson.Default.String),
            }
        );
    }

    private static async Task<Ok<CohortDto>> CreateAsync(
        HttpRequest request,
        CohortDefinitionStore store,
        Authors authors,
        CancellationToken cancellationToken
    )
    {
        var input = await RequestJson.ReadAsync(request, CohortInput.Read, cancellationToken);
        var definition = await store.CreateAsync(input, RequestUser.Id(request.HttpContext), cancellationToken);
        return TypedResults.Ok(await FullAsync(definition, authors, cancellationToken));
    }

    private static async Task<Ok<CohortDto>> UpdateAsync(
        int id,
        HttpRequest request,
        CohortDefinitionStore store,
        Authors authors,
        CancellationToken cancellationToken
    )
    {
        var input = await RequestJson.ReadAsync(request, CohortInput.Read, cancellationToken);
        var definition = await store.UpdateAsync(id, input, RequestUser.Id(request.HttpContext), cancellationToken);
        return TypedResults.Ok(await FullAsync(definition, authors, cancellationToken));
    }

    private static async Task<NoContent> DeleteAsync(
        int id,
        CohortDefinitionStore store,
        Generations generations,
        CohortRemoval removal,
        CancellationToken cancellationToken
    )
    {
        generations.CancelAll(id);
        await store.DeleteAsync(id, cancellationToken);
        await removal.RemoveAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<int>> ExistsAsync(
        int id,
        string? name,
        CohortDefinitionStore store,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await store.CountOthersAsync(id, (name ?? "").Trim(), cancellationToken));

    private static async Task<Ok<CohortDto>> CopyDefinitionAsync(
        int id,
        HttpContext context,
        CohortDefinitionStore store,
        Authors authors,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await FullAsync(await CopyAsync(id, RequestUser.Id(context), store, cancellationToken), authors, cancellationToken)
        );

    /// <summary>Makes a copy of a definition under a name of its own.</summary>
    public static async Task<CohortDefinition> CopyAsync(
        int id,
        int? user,
        CohortDefinitionStore store,
        CancellationToken cancellationToken
    )
    {
        var original = await store.GetAsync(id, cancellationToken);
        var taken = await store.NamesLikeAsync(ItemName.Prefix(original.Item.Name)[..9], cancellationToken);
        var copy = new CohortInput(
            ItemName.ForCopy(original.Item.Name, taken),
            original.Item.Description,
            original.ExpressionType,
            original.Expression ?? "{}"
        );
        return await store.CreateAsync(copy, user, cancellationToken);
    }

    private static async Task<FileContentHttpResult> ExportAsync(
        int id,
        CohortDefinitionStore store,
        Vocabularies vocabularies,
        CancellationToken cancellationToken
    )
    {
        var expression = StoredExpression.Read(await store.GetAsync(id, cancellationToken));
        var vocabulary = await vocabularies.OfAsync(key: null, cancellationToken);
        var sets = new List<ExportedSet>();
        foreach (var set in expression.ConceptSets.Take(100))
        {
            var own = (
                await vocabulary.LookupAsync([.. set.Expression.Items.Select(item => item.ConceptId).Distinct()], cancellationToken)
            ).ToDictionary(concept => concept.Id);
            var items = set
                .Expression.Items.Where(item => own.ContainsKey(item.ConceptId))
                .Select(item => new ExpressionItemDto(own[item.ConceptId], item.IsExcluded, item.IncludeDescendants, item.IncludeMapped));
            var included = await vocabulary.IncludedAsync(set.Expression, cancellationToken);
            var mapped = await vocabulary.MappedAsync([.. included.Select(concept => concept.Id)], cancellationToken);
            sets.Add(new ExportedSet(set.Id, set.Name, new ExpressionDto([.. items]), included, mapped));
        }

        return TypedResults.File(ConceptSetArchive.Write(sets), "application/octet-stream", $"cohortdefinition_{id}_export.zip");
    }

    private static async Task<Ok<CheckResult>> CheckAsync(HttpRequest request, CancellationToken cancellationToken) =>
        TypedResults.Ok(DesignChecks.Of(await RequestJson.ReadAsync(request, ExpressionReader.Read, cancellationToken)));

    private static async Task<Ok<CheckResult>> CheckStoredAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var expression = await RequestJson.ReadAsync(
            request,
            cursor =>
            {
                using var document = JsonDocument.Parse(
                    CohortInput.Text(cursor.AsObject().RequiredMember("expression")),
                    new() { MaxDepth = 128 }
                );
                return ExpressionReader.Read(document.RootElement);
            },
            cancellationToken
        );
        return TypedResults.Ok(DesignChecks.Of(expression));
    }

    private static async Task<CohortDto> FullAsync(CohortDefinition definition, Authors authors, CancellationToken cancellationToken)
    {
        var dto = await DtoAsync(definition, authors, cancellationToken);
        using var document = JsonDocument.Parse(definition.Expression ?? "{}", new JsonDocumentOptions { MaxDepth = 128 });
        return dto with { Expression = document.RootElement.Clone() };
    }

    private static async Task<CohortDto> DtoAsync(CohortDefinition definition, Authors authors, CancellationToken cancellationToken) =>
        CohortDto.Of(definition, await authors.OfAsync(By(definition), cancellationToken)) with
        {
            ExpressionType = definition.ExpressionType,
        };

    private static IEnumerable<int?> By(CohortDefinition definition) => [definition.Item.CreatedBy, definition.Item.ModifiedBy];
}
