using Npgsql;
using Phederation.OmopJobs.Output;
using Phederation.Postgres;

namespace Phederation.OmopJobs.Qa;

/// <summary>
/// Registers the copy with WebAPI, whose tables are in production's database. The password is none of what is written: WebAPI has it as a
/// secret.
/// </summary>
internal sealed class QaSource(DatabaseSettings production, DatabaseSettings copy, Report report)
{
    private const string Key = "QA";

    // WebAPI's numbers of what a source is asked for: the data, the vocabulary, results and temporary tables.
    private static readonly (int Type, string Schema, int Priority)[] Daimons =
    [
        (0, "omopcdm", 0),
        (1, "omopcdm", 0),
        (2, "results", 0),
        (5, "scratch", 0),
    ];

    /// <summary>Registers it; one that is registered already is brought up to date.</summary>
    public Task<int> EnableAsync(CancellationToken cancellationToken) =>
        RunAsync(
            async connection =>
            {
                var removed = await RemoveAsync(connection, cancellationToken);
                var source = await NextAsync(connection, "source", "source_id", "source_sequence", cancellationToken);
                await RunAsync(
                    connection,
                    "INSERT INTO webapi.source (source_id, source_name, source_key, source_connection, source_dialect) VALUES ($1, $2, $3, $4, 'postgresql')",
                    cancellationToken,
                    source,
                    "QA",
                    Key,
                    $"jdbc:postgresql://{copy.Host}:{copy.Port}/{copy.Database}?user={Uri.EscapeDataString(copy.User)}{JdbcTls(copy.Tls)}"
                );
                foreach (var (type, schema, priority) in Daimons)
                {
                    await RunAsync(
                        connection,
                        "INSERT INTO webapi.source_daimon (source_daimon_id, source_id, daimon_type, table_qualifier, priority) VALUES ($1, $2, $3, $4, $5)",
                        cancellationToken,
                        await NextAsync(connection, "source_daimon", "source_daimon_id", "source_daimon_sequence", cancellationToken),
                        source,
                        type,
                        schema,
                        priority
                    );
                }

                report.Line(
                    $"the source {Key} is {(removed ? "registered anew" : "registered")}: {copy}; WebAPI sees it after GET /WebAPI/source/refresh"
                );
            },
            cancellationToken
        );

    /// <summary>Takes it off.</summary>
    public Task<int> DisableAsync(CancellationToken cancellationToken) =>
        RunAsync(
            async connection =>
                report.Line(
                    await RemoveAsync(connection, cancellationToken)
                        ? $"the source {Key} is taken off; WebAPI forgets it after GET /WebAPI/source/refresh"
                        : $"the source {Key} was not registered"
                ),
            cancellationToken
        );

    private async Task<int> RunAsync(Func<NpgsqlConnection, Task> work, CancellationToken cancellationToken)
    {
        await using var source = await Database.OpenAsync(production, "qa-database", ConnectionLimits.Job, cancellationToken);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var check = new NpgsqlCommand(
            "SELECT to_regclass('webapi.source') IS NOT NULL AND to_regclass('webapi.source_daimon') IS NOT NULL",
            connection
        );
        if (await check.ExecuteScalarAsync(cancellationToken) is not true)
        {
            throw new JobException(
                ExitCode.Missing,
                $"{production} has no tables webapi.source and webapi.source_daimon.",
                "Start WebAPI once: it makes them."
            );
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await RunAsync(connection, "LOCK TABLE webapi.source, webapi.source_daimon IN SHARE ROW EXCLUSIVE MODE", cancellationToken);
        await work(connection);
        await transaction.CommitAsync(cancellationToken);
        return ExitCode.Success;
    }

    private static async Task<bool> RemoveAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await RunAsync(
            connection,
            "DELETE FROM webapi.source_daimon WHERE source_id IN (SELECT source_id FROM webapi.source WHERE source_key = $1)",
            cancellationToken,
            Key
        );
        return await RunAsync(connection, "DELETE FROM webapi.source WHERE source_key = $1", cancellationToken, Key) > 0;
    }

    // From WebAPI's own sequence where it has one, so that the numbers it gives out later are free.
    private static async Task<int> NextAsync(
        NpgsqlConnection connection,
        string table,
        string field,
        string sequence,
        CancellationToken cancellationToken
    )
    {
        await using var probe = new NpgsqlCommand($"SELECT to_regclass('webapi.{sequence}') IS NOT NULL", connection);
        var sql = await probe.ExecuteScalarAsync(cancellationToken) is true
            ? $"SELECT nextval('webapi.{sequence}')::int4"
            : $"SELECT COALESCE(max({field}), 0)::int4 + 1 FROM webapi.{table}";
        await using var command = new NpgsqlCommand(sql, connection);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static string JdbcTls(TlsMode tls) =>
        tls == TlsMode.Disable ? "&sslmode=disable"
        : tls == TlsMode.Require ? "&sslmode=require"
        : "&sslmode=verify-full";

    private static async Task<int> RunAsync(
        NpgsqlConnection connection,
        string sql,
        CancellationToken cancellationToken,
        params object[] values
    )
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
