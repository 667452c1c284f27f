using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Phederation.Services.Hosting.Problems;
using Phederation.WebApi.Data;
using Phederation.WebApi.Sources;
using Phederation.WebApi.Vocabulary;

namespace Phederation.WebApi.Http;

/// <summary>/source.</summary>
internal static class SourceEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/source");
        group.MapGet("/sources", ListAsync);
        group.MapGet("/refresh", RefreshAsync);
        group.MapGet("/priorityVocabulary", PriorityVocabularyAsync);
        group.MapGet("/daimon/priority", PrioritiesAsync);
        group.MapGet("/connection/{key}", ConnectAsync);
        group.MapGet("/{key}", GetAsync);
    }

    private static async Task<Ok<List<SourceDto>>> ListAsync(SourceCatalogue sources, CancellationToken cancellationToken) =>
        TypedResults.Ok((await sources.AllAsync(cancellationToken)).Select(SourceDto.Of).ToList());

    private static async Task<Ok<List<SourceDto>>> RefreshAsync(
        SourceCatalogue sources,
        VocabularySchemas schemas,
        CancellationToken cancellationToken
    )
    {
        schemas.Forget();
        return TypedResults.Ok((await sources.RefreshAsync(cancellationToken)).Select(SourceDto.Of).ToList());
    }

    private static async Task<Ok<SourceDto>> GetAsync(string key, SourceCatalogue sources, CancellationToken cancellationToken) =>
        TypedResults.Ok(SourceDto.Of(await sources.GetAsync(key, cancellationToken)));

    private static async Task<Ok<SourceDto>> PriorityVocabularyAsync(SourceCatalogue sources, CancellationToken cancellationToken) =>
        TypedResults.Ok(SourceDto.Of(await sources.VocabularyAsync(cancellationToken)));

    private static async Task<Ok<Dictionary<string, SourceDto>>> PrioritiesAsync(
        SourceCatalogue sources,
        CancellationToken cancellationToken
    )
    {
        var priorities = new Dictionary<string, SourceDto>();
        foreach (var type in Enum.GetValues<DaimonType>())
        {
            if (await sources.PreferredAsync(type, cancellationToken) is { } source)
            {
                priorities[type.ToString()] = SourceDto.Of(source);
            }
        }

        return TypedResults.Ok(priorities);
    }

    private static async Task<Ok<SourceDto>> ConnectAsync(
        string key,
        SourceCatalogue sources,
        SourceConnections connections,
        CancellationToken cancellationToken
    )
    {
        var source = await sources.GetAsync(key, cancellationToken);
        var database = await connections.GetAsync(source);
        try
        {
            await database.RunAsync("SELECT 1", cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            throw new ProblemException(Problem.Of(503, "The source's database does not answer.") with { RetryAfterSeconds = 5 }, exception);
        }

        return TypedResults.Ok(SourceDto.Of(source));
    }
}
