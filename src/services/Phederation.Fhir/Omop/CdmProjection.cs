using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Phederation.Fhir.Storage;
using Phederation.Services.Hosting.Databases;
using Phederation.Services.Hosting.Problems;

namespace Phederation.Fhir.Omop;

/// <summary>
/// Keeps the resources that rows of the data model are given as. The database counts how often its tables change: as long as a count stays the
/// same, nothing is looked through.
/// </summary>
internal sealed partial class CdmProjection(
    NpgsqlDataSource source,
    SchemaGate gate,
    KeyAllocator keys,
    TimeProvider time,
    string schema,
    ILogger<CdmProjection> logger
) : BackgroundService
{
    // One service at a time does this work.
    private const long Lock = 5_302_761_184_336_258;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var reason = "";
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await gate.EnsureAsync(stoppingToken);
                await LookAsync(stoppingToken);
                reason = "";
            }
#pragma warning disable CA1031 // The server answers without it: away, not there yet, or not this account's to read, it is looked at again.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                var found =
                    (exception as ProblemException)?.Problem.Detail
                    ?? DatabaseFailure.Explain(exception)?.Detail
                    ?? (exception as PostgresException)?.SqlState
                    ?? exception.GetType().Name;
                if (found != reason)
                {
                    // Once for each reason, not every two seconds.
                    Failed(logger, found, exception);
                }

                reason = found;
            }

            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        foreach (var kind in CdmKinds.All)
        {
            if (
                await ChangesAsync(connection, kind, cancellationToken) is not { } changes
                || changes == await SeenAsync(connection, kind, cancellationToken)
            )
            {
                continue;
            }

            if (!await TakeAsync(connection, cancellationToken))
            {
                return;
            }

            try
            {
                var count = await new CdmPass(connection, keys, time, schema, kind).RunAsync(cancellationToken);
                await RememberAsync(connection, kind, changes, cancellationToken);
                Done(logger, count, kind.Tables[0], kind.Type);
            }
            finally
            {
                await using var release = new NpgsqlCommand($"SELECT pg_advisory_unlock({Lock})", connection);
                await release.ExecuteNonQueryAsync(CancellationToken.None);
            }
        }
    }

    /// <summary>How often the tables of a kind have changed; null where its own is not there.</summary>
    private async Task<string?> ChangesAsync(NpgsqlConnection connection, CdmKind kind, CancellationToken cancellationToken)
    {
        // A table that was emptied at once has other files.
        await using var command = new NpgsqlCommand(
            "SELECT string_agg(s.relname || ':' || (s.n_tup_ins + s.n_tup_upd + s.n_tup_del) || ':' || c.relfilenode, ',' ORDER BY s.relname), "
                + "bool_or(s.relname = $3) FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid WHERE s.schemaname = $1 AND s.relname = ANY($2)",
            connection
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = schema });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. kind.Tables] });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = kind.Tables[0] });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && !reader.IsDBNull(1) && reader.GetBoolean(1) ? reader.GetString(0) : null;
    }

    private static async Task<string?> SeenAsync(NpgsqlConnection connection, CdmKind kind, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT changes FROM fhir.cdm_state WHERE kind = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = kind.Number });
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private static async Task<bool> TakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock({Lock})", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task RememberAsync(NpgsqlConnection connection, CdmKind kind, string changes, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO fhir.cdm_state (kind, changes) VALUES ($1, $2) ON CONFLICT (kind) DO UPDATE SET changes = excluded.changes",
            connection
        );
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = kind.Number });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = changes });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} rows of {Table} had changed; they are given as {Type}")]
    private static partial void Done(ILogger logger, int count, string table, string type);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The data model could not be looked through: {Reason}")]
    private static partial void Failed(ILogger logger, string reason, Exception exception);
}
