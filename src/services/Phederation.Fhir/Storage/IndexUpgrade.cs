using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Phederation.Fhir.Indexing;
using Phederation.Fhir.Json;
using Phederation.Fhir.Serving;

namespace Phederation.Fhir.Storage;

/// <summary>
/// After an upgrade that indexes resources by other rules, writes the index of all of them anew, some at a time, while the server answers. It
/// remembers how far it came: ended and started again, it goes on there. Until it is through, a parameter that is new finds only what it reached.
/// </summary>
internal sealed partial class IndexUpgrade(
    NpgsqlDataSource source,
    SchemaGate gate,
    FhirSettings settings,
    TimeProvider time,
    ILogger<IndexUpgrade> logger
) : BackgroundService
{
    private const int Batch = 200;

    // One service at a time does this work.
    private const long Lock = 5_302_761_184_336_259;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await gate.EnsureAsync(stoppingToken);
                await using var connection = await source.OpenConnectionAsync(stoppingToken);
                if (
                    await BeginAsync(connection, stoppingToken) is not { } rewritten
                    || await RunAsync(connection, rewritten, stoppingToken)
                )
                {
                    return;
                }
            }
#pragma warning disable CA1031 // The server answers without it; whatever kept it, it is tried again.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Interrupted(logger, exception);
            }

            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    /// <summary>The key after which to go on; null where the index is by these rules already.</summary>
    private static async Task<long?> BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        string[] statements =
        [
            // An empty database has nothing to be written anew.
            "INSERT INTO fhir.index_state (rules) SELECT CASE WHEN EXISTS (SELECT 1 FROM fhir.resource) THEN '' ELSE $1 END ON CONFLICT DO NOTHING",
            "UPDATE fhir.index_state SET next_rules = $1, done_to = 0 WHERE rules <> $1 AND next_rules IS DISTINCT FROM $1",
            "SELECT done_to FROM fhir.index_state WHERE rules <> $1",
        ];
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement);
            command.Parameters.Add(Columns.One(IndexRules.Name, NpgsqlDbType.Text));
            batch.BatchCommands.Add(command);
        }

        return (long?)await batch.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Whether it came to the end; another service may be at it.</summary>
    private async Task<bool> RunAsync(NpgsqlConnection connection, long after, CancellationToken cancellationToken)
    {
        await using (var take = new NpgsqlCommand($"SELECT pg_try_advisory_lock({Lock})", connection))
        {
            if (!(bool)(await take.ExecuteScalarAsync(cancellationToken))!)
            {
                return false;
            }
        }

        try
        {
            Began(logger, after);
            var count = 0;
            while (await StepAsync(connection, after, cancellationToken) is var (last, written) && written > 0)
            {
                (after, count) = (last, count + written);
            }

            await using var done = new NpgsqlCommand(
                "UPDATE fhir.index_state SET rules = next_rules, next_rules = NULL, done_to = 0",
                connection
            );
            await done.ExecuteNonQueryAsync(cancellationToken);
            Ended(logger, count);
            return true;
        }
        finally
        {
            await using var release = new NpgsqlCommand($"SELECT pg_advisory_unlock({Lock})", connection);
            await release.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private async Task<(long Last, int Count)> StepAsync(NpgsqlConnection connection, long after, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var versions = await ReadAsync(connection, after, cancellationToken);
        if (versions.Count == 0)
        {
            return (after, 0);
        }

        var rows = new IndexRows();
        var indexer = new ResourceIndexer(rows, settings.Address);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in IndexRows.Deletions([.. versions.Select(one => one.Key)]))
        {
            batch.BatchCommands.Add(command);
        }

        foreach (var version in versions)
        {
            var resource = FhirJson.Parse(ResourceText.Join(version));
            // Where the server's own address is known from requests only, so is which absolute references are to its own patients.
            var patients = settings.Address is { } address
                ? ResourceIndexer.Patients(version.Type, version.Id, resource, address)
                : version.Patients;
            indexer.Add(version.Key, version.Type, patients, resource);
            if (!patients.SequenceEqual(version.Patients))
            {
                var command = new NpgsqlBatchCommand("UPDATE fhir.resource SET patients = $2 WHERE key = $1");
                command.Parameters.Add(Columns.One(version.Key, NpgsqlDbType.Bigint));
                command.Parameters.Add(Columns.Of(patients.ToArray(), NpgsqlDbType.Text));
                batch.BatchCommands.Add(command);
            }
        }

        foreach (var command in rows.Commands())
        {
            batch.BatchCommands.Add(command);
        }

        var state = new NpgsqlBatchCommand("UPDATE fhir.index_state SET done_to = $1");
        state.Parameters.Add(Columns.One(versions[^1].Key, NpgsqlDbType.Bigint));
        batch.BatchCommands.Add(state);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (versions[^1].Key, versions.Count);
    }

    /// <summary>The next resources, held so that nobody changes them meanwhile.</summary>
    private static async Task<List<StoredVersion>> ReadAsync(NpgsqlConnection connection, long after, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT {VersionRow.Columns("r")} FROM fhir.resource r WHERE r.key > $1 AND NOT r.deleted ORDER BY r.key LIMIT {Batch} FOR UPDATE OF r",
            connection
        );
        command.Parameters.Add(Columns.One(after, NpgsqlDbType.Bigint));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await VersionRow.ReadAllAsync(reader, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The index is written anew by other rules, from resource {After} on")]
    private static partial void Began(ILogger logger, long after);

    [LoggerMessage(Level = LogLevel.Information, Message = "The index is written anew: {Count} resources")]
    private static partial void Ended(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Writing the index anew was interrupted; it goes on in a while")]
    private static partial void Interrupted(ILogger logger, Exception exception);
}
