using Npgsql;
using Phederation.Omop;
using Phederation.Services.Hosting.Problems;
using Phederation.WebApi.Data;
using Phederation.WebApi.Sources;

namespace Phederation.WebApi.Cohorts.Generation;

/// <summary>Removes what was generated of a definition that is gone.</summary>
internal sealed partial class CohortRemoval(SourceCatalogue sources, SourceConnections connections, ILogger<CohortRemoval> logger)
{
    private static readonly string[] Tables =
    [
        "cohort",
        "cohort_inclusion",
        "cohort_inclusion_result",
        "cohort_inclusion_stats",
        "cohort_summary_stats",
        "cohort_censor_stats",
    ];

    /// <summary>Removes it from all sources; one that does not answer keeps its rows, which nothing refers to.</summary>
    public async Task RemoveAsync(int definition, CancellationToken cancellationToken)
    {
        foreach (var source in (await sources.AllAsync(cancellationToken)).Where(source => source.Schema(DaimonType.Results) is not null))
        {
            try
            {
                var database = await connections.GetAsync(source);
                var results = PostgresName.Quote(source.RequiredSchema(DaimonType.Results));
                foreach (var table in Tables)
                {
                    await database.RunAsync(
                        $"DELETE FROM {results}.{table} WHERE cohort_definition_id = $1",
                        cancellationToken,
                        definition
                    );
                }
            }
            catch (Exception exception) when (exception is NpgsqlException or ProblemException)
            {
                Kept(logger, definition, source.Key);
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The generated rows of the removed definition {Definition} stay in the source {Source}, which did not answer"
    )]
    private static partial void Kept(ILogger logger, int definition, string source);
}
