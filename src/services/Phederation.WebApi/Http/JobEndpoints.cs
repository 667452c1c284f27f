using Microsoft.AspNetCore.Http.HttpResults;
using Phederation.Services.Hosting.Problems;
using Phederation.WebApi.Cohorts.Generation;

namespace Phederation.WebApi.Http;

/// <summary>/job: the generations since the service started.</summary>
internal static class JobEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/job");
        group.MapGet("/", Names);
        group.MapGet("/execution", Page);
        group.MapGet("/execution/{executionId:long}", Execution);
        group.MapGet("/{jobId:long}", Job);
        group.MapGet("/{jobId:long}/execution/{executionId:long}", Execution);
    }

    private static Ok<List<string>> Names() => TypedResults.Ok(new List<string> { JobExecution.JobName });

    private static Ok<JobPage> Page(GenerationRuns runs, string? jobName, int? pageIndex, int? pageSize)
    {
        var size = Math.Clamp(pageSize ?? 20, 1, 1000);
        var page = Math.Clamp(pageIndex ?? 0, 0, 1_000_000);
        var all = jobName is null or JobExecution.JobName ? runs.All.ToList() : [];
        return TypedResults.Ok(
            new JobPage([.. all.Skip(page * size).Take(size).Select(JobExecution.Of)], all.Count, (all.Count + size - 1) / size, page, size)
        );
    }

    private static Ok<JobExecution> Execution(GenerationRuns runs, long executionId) =>
        TypedResults.Ok(JobExecution.Of(Find(runs, executionId)));

    private static Ok<JobInstance> Job(GenerationRuns runs, long jobId) =>
        TypedResults.Ok(new JobInstance(Find(runs, jobId).Number, JobExecution.JobName));

    private static GenerationRun Find(GenerationRuns runs, long number) =>
        runs.All.FirstOrDefault(run => run.Number == number)
        ?? throw new ProblemException(404, "There is no job with this number since the service started.");
}
