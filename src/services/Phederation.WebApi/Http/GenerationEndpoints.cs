using Microsoft.AspNetCore.Http.HttpResults;
using Phederation.Services.Hosting.Problems;
using Phederation.WebApi.Cohorts.Generation;
using Phederation.WebApi.Cohorts.Sql;
using Phederation.WebApi.Cohorts.Store;
using Phederation.WebApi.Security;

namespace Phederation.WebApi.Http;

/// <summary>/cohortdefinition/{id}: generations and their counts.</summary>
internal static class GenerationEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/cohortdefinition/{id:int}");
        group.MapGet("/generate/{sourceKey}", GenerateAsync);
        group.MapGet("/cancel/{sourceKey}", CancelAsync);
        group.MapGet("/info", InfoAsync);
        group.MapGet("/report/{sourceKey}", ReportAsync);
    }

    private static async Task<Ok<JobExecution>> GenerateAsync(
        int id,
        string sourceKey,
        HttpContext context,
        Generations generations,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return TypedResults.Ok(
                JobExecution.Of(await generations.StartAsync(id, sourceKey, RequestUser.Id(context), cancellationToken))
            );
        }
        catch (CohortDesignException exception)
        {
            throw new ProblemException(Problem.Of(422, exception.Message), exception);
        }
    }

    private static async Task<Ok> CancelAsync(int id, string sourceKey, Generations generations, CancellationToken cancellationToken)
    {
        await generations.CancelAsync(id, sourceKey, cancellationToken);
        return TypedResults.Ok();
    }

    private static async Task<Ok<List<GenerationInfo>>> InfoAsync(
        int id,
        CohortDefinitionStore definitions,
        GenerationStore store,
        CancellationToken cancellationToken
    )
    {
        await definitions.GetAsync(id, cancellationToken);
        return TypedResults.Ok(await store.OfAsync(id, cancellationToken));
    }

    private static async Task<Ok<InclusionReport>> ReportAsync(
        int id,
        string sourceKey,
        int? mode,
        InclusionReports reports,
        CancellationToken cancellationToken
    ) =>
        mode is null or 0 or 1
            ? TypedResults.Ok(await reports.ReadAsync(id, sourceKey, mode ?? 0, cancellationToken))
            : throw new ProblemException(400, "mode must be 0 for events or 1 for persons.");
}
