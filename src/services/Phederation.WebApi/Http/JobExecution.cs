using Phederation.WebApi.Cohorts.Generation;

namespace Phederation.WebApi.Http;

/// <summary>A generation in the form of WebAPI's jobs; times are milliseconds since 1970.</summary>
internal sealed record JobExecution(
    string Status,
    long? StartDate,
    long? EndDate,
    string ExitStatus,
    long ExecutionId,
    JobInstance JobInstance,
    IReadOnlyDictionary<string, string> JobParameters,
    string? OwnerType
)
{
    /// <summary>The name of the jobs that make cohorts.</summary>
    public const string JobName = "generateCohort";

    /// <summary>Of a run.</summary>
    public static JobExecution Of(GenerationRun run)
    {
        var (status, exit) = run switch
        {
            { Outcome.IsCanceled: true } => ("STOPPED", "STOPPED"),
            { Outcome.Status: GenerationStatus.COMPLETE } => ("COMPLETED", "COMPLETED"),
            { Outcome: not null } => ("FAILED", "FAILED"),
            { Began: not null } => ("STARTED", "UNKNOWN"),
            _ => ("STARTING", "UNKNOWN"),
        };
        return new JobExecution(
            status,
            (run.Began ?? run.Asked).ToUnixTimeMilliseconds(),
            run.Ended?.ToUnixTimeMilliseconds(),
            exit,
            run.Number,
            new JobInstance(run.Number, JobName),
            new Dictionary<string, string>
            {
                ["jobName"] = $"Generating cohort {run.Id.CohortDefinitionId} : {run.Source.Name} ({run.Source.Key})",
                ["cohort_definition_id"] = $"{run.Id.CohortDefinitionId}",
                ["source_id"] = $"{run.Id.SourceId}",
            },
            OwnerType: null
        );
    }
}
