using Npgsql;
using Phederation.Services.Hosting.Databases;
using Phederation.Services.Hosting.Problems;

namespace Phederation.WebApi.Cohorts.Generation;

/// <summary>Works through the runs, a few at a time, beside the requests.</summary>
internal sealed partial class GenerationWork(
    GenerationRuns runs,
    GenerationStore store,
    CohortMaker maker,
    Preparation preparation,
    TimeProvider time,
    ILogger<GenerationWork> logger
) : BackgroundService
{
    private const int AtOnce = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await preparation.Done.WaitAsync(stoppingToken);
        await RecoverAsync(stoppingToken);
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => WorkAsync(stoppingToken)));
    }

    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var count = await store.RecoverAsync(cancellationToken);
                Recovered(logger, count);
                return;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var run in runs.Waiting.ReadAllAsync(stoppingToken))
            {
                run.Began = time.GetUtcNow();
                run.Outcome = await RunAsync(run, stoppingToken);
                await WriteAsync(run, run.Outcome);
                run.Ended = time.GetUtcNow();
                runs.Close(run);
                Ended(logger, run.Number, run.Id.CohortDefinitionId, run.Source.Key, run.Outcome.Status, run.Outcome.Message ?? "");
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What waits is found by the next program, which says that it was interrupted.
        }
    }

    private async Task<GenerationOutcome> RunAsync(GenerationRun run, CancellationToken stoppingToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(run.End, stoppingToken);
        try
        {
            await using var hold = await store.TakeAsync(run.Id, either.Token);
            if (hold is null)
            {
                return GenerationOutcome.Failed("Another program generates this cohort.");
            }

            await store.RunningAsync(run.Id, either.Token);
            var (persons, records) = await maker.MakeAsync(run, either.Token);
            return GenerationOutcome.Complete(persons, records);
        }
        catch (Exception exception) when (either.IsCancellationRequested && exception is OperationCanceledException or NpgsqlException)
        {
            return run.End.IsCancellationRequested ? GenerationOutcome.Canceled : GenerationOutcome.Interrupted;
        }
        catch (ProblemException exception)
        {
            return GenerationOutcome.Failed(exception.Problem.Detail ?? exception.Problem.Title);
        }
        catch (Sql.CohortDesignException exception)
        {
            return GenerationOutcome.Failed(exception.Message);
        }
        catch (PostgresException exception) when (!DatabaseFailure.IsAway(exception))
        {
            Refused(logger, run.Number, exception.SqlState, exception.TableName ?? "");
            return GenerationOutcome.Failed(
                exception.SqlState switch
                {
                    PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName =>
                        "The source lacks a table or a column of the OMOP CDM 5.3.1 or of the results.",
                    PostgresErrorCodes.InsufficientPrivilege => "The account of the source may not read or write one of its tables.",
                    _ => $"The database refused a step of the generation (SQLSTATE {exception.SqlState}).",
                }
            );
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            return GenerationOutcome.Failed("The database was away: start it again when it is back.");
        }
    }

    // The end is written also while the service ends, and the database may be away for a while.
    private async Task WriteAsync(GenerationRun run, GenerationOutcome outcome)
    {
        using var limit = new CancellationTokenSource(LastWords, time);
        try
        {
            await store.EndedAsync(run.Id, outcome, limit.Token);
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException or TimeoutException)
        {
            NotWritten(logger, run.Number);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} generations were interrupted by the last end of the service")]
    private static partial void Recovered(ILogger logger, int count);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Generation {Run} of cohort definition {Definition} on {Source} ended: {Status} {Reason}"
    )]
    private static partial void Ended(ILogger logger, long run, int definition, string source, GenerationStatus status, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database refused a step of generation {Run}: {SqlState} {Table}")]
    private static partial void Refused(ILogger logger, long run, string sqlState, string table);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The end of generation {Run} could not be written; the next start of the service says that it was interrupted"
    )]
    private static partial void NotWritten(ILogger logger, long run);
}
