using Npgsql;
using Phederation.WebApi.Data;

namespace Phederation.WebApi.Cohorts.Generation;

/// <summary>The state of generations, which outlives the program.</summary>
internal sealed class GenerationStore(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>The generations of a definition.</summary>
    public Task<List<GenerationInfo>> OfAsync(int definition, CancellationToken cancellationToken) =>
        database.QueryAsync(
            """
            SELECT id, source_id, start_time, execution_duration, status, is_valid, is_canceled, fail_message, person_count, record_count, is_demographic
            FROM webapi.cohort_generation_info WHERE id = $1 ORDER BY source_id LIMIT 1000
            """,
            row => new GenerationInfo
            {
                Id = new GenerationInfoId(row.GetInt32(0), row.GetInt32(1)),
                StartTime = row.Time(2)?.ToUnixTimeMilliseconds(),
                ExecutionDuration = row.Number(3),
                Status = (GenerationStatus)row.GetInt32(4),
                IsValid = row.GetBoolean(5),
                IsCanceled = row.GetBoolean(6),
                FailMessage = row.Text(7),
                PersonCount = row.Large(8),
                RecordCount = row.Large(9),
                IsDemographic = row.GetBoolean(10),
            },
            cancellationToken,
            definition
        );

    /// <summary>The number of a new run.</summary>
    public async Task<long> NextRunAsync(CancellationToken cancellationToken) =>
        (await database.QueryAsync("SELECT nextval('webapi.generation_run_sequence')", row => row.GetInt64(0), cancellationToken))[0];

    /// <summary>A run waits for its turn.</summary>
    public Task PendingAsync(GenerationInfoId id, int? user, CancellationToken cancellationToken) =>
        database.RunAsync(
            """
            INSERT INTO webapi.cohort_generation_info AS g (id, source_id, start_time, status, is_valid, is_canceled, created_by_id)
            VALUES ($1, $2, $3, $4, false, false, $5::integer)
            ON CONFLICT (id, source_id) DO UPDATE SET start_time = excluded.start_time, execution_duration = NULL, status = excluded.status,
              is_valid = false, is_canceled = false, fail_message = NULL, person_count = NULL, record_count = NULL,
              created_by_id = excluded.created_by_id
            """,
            cancellationToken,
            id.CohortDefinitionId,
            id.SourceId,
            time.GetUtcNow(),
            (int)GenerationStatus.PENDING,
            user
        );

    /// <summary>A run has begun.</summary>
    public Task RunningAsync(GenerationInfoId id, CancellationToken cancellationToken) =>
        database.RunAsync(
            "UPDATE webapi.cohort_generation_info SET status = $3, start_time = $4 WHERE id = $1 AND source_id = $2",
            cancellationToken,
            id.CohortDefinitionId,
            id.SourceId,
            (int)GenerationStatus.RUNNING,
            time.GetUtcNow()
        );

    /// <summary>A run has ended.</summary>
    public Task EndedAsync(GenerationInfoId id, GenerationOutcome outcome, CancellationToken cancellationToken) =>
        database.RunAsync(
            """
            UPDATE webapi.cohort_generation_info SET status = $3, is_valid = $4, is_canceled = $5, fail_message = $6, person_count = $7, record_count = $8,
              execution_duration = least(extract(epoch FROM $9 - start_time) * 1000, 2147483647)::integer
            WHERE id = $1 AND source_id = $2
            """,
            cancellationToken,
            id.CohortDefinitionId,
            id.SourceId,
            (int)outcome.Status,
            outcome.IsValid,
            outcome.IsCanceled,
            outcome.Message,
            outcome.Persons,
            outcome.Records,
            time.GetUtcNow()
        );

    /// <summary>
    /// Runs that an earlier program was interrupted in are failed, and can be started again. A run that another program has in its hands, whose
    /// lock says so, is left alone.
    /// </summary>
    public async Task<int> RecoverAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var count = await connection.RunAsync(
            """
            UPDATE webapi.cohort_generation_info SET status = 0, is_valid = false, fail_message = $1
            WHERE status IN (1, 2) AND pg_try_advisory_xact_lock(id, source_id)
            """,
            cancellationToken,
            GenerationOutcome.Interrupted.Message
        );
        await transaction.CommitAsync(cancellationToken);
        return count;
    }

    /// <summary>Takes a run for this program, until the hold is disposed of.</summary>
    /// <returns>The hold on it, or null when another program has the run.</returns>
    public async Task<GenerationHold?> TakeAsync(GenerationInfoId id, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            var taken = await connection.QueryAsync(
                "SELECT pg_try_advisory_lock($1, $2)",
                row => row.GetBoolean(0),
                cancellationToken,
                id.CohortDefinitionId,
                id.SourceId
            );
            if (taken is [true])
            {
                return new GenerationHold(connection, id);
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }
}
