using System.Data;
using Npgsql;
using Phederation.OmopJobs.Connecting;
using Phederation.OmopJobs.Output;
using Phederation.Postgres;
using Phederation.Processes;

namespace Phederation.OmopJobs.Qa;

/// <summary>Copies a database as it is at one moment, and compares the rows of each table with that moment.</summary>
internal sealed class QaCopy(DatabaseSettings production, DatabaseSettings copy, QaOptions options, Report report, TimeProvider time)
{
    /// <summary>Runs the job; returns an exit code.</summary>
    /// <exception cref="JobException">It can't be done; the copy that was there is untouched, or empty and marked as not complete.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var from = await Database.OpenAsync(production, "qa-database", ConnectionLimits.Job, cancellationToken);
        await using var to = await Database.OpenAsync(copy, "qa-database", ConnectionLimits.Job, cancellationToken);
        await using var source = await from.OpenConnectionAsync(cancellationToken);
        await using var target = await to.OpenConnectionAsync(cancellationToken);
        await RefuseSameServerAsync(source, target, cancellationToken);
        await RunLock.TakeAsync(target, cancellationToken);
        await RequireSchemasAsync(source, production, cancellationToken);
        await RequireSchemasAsync(target, copy, cancellationToken);
        await RefuseToOverwriteAsync(target, cancellationToken);

        // Idle while the programs work: the snapshot lives as long as this transaction.
        await using var moment = await source.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var snapshot = (string)
            (
                await ScalarAsync(
                    source,
                    "SET LOCAL idle_in_transaction_session_timeout = 0; SET TRANSACTION READ ONLY; SELECT pg_export_snapshot()",
                    cancellationToken
                )
            )!;
        var rows = await CountAsync(source, cancellationToken);
        report.Line($"{production}: {rows.Count} tables, {rows.Values.Sum()} rows to copy");

        var started = report.Start($"empty {copy}");
        await QaMark.BeginAsync(target, cancellationToken);
        await SchemaContent.DropAllAsync(target, cancellationToken);
        report.Done($"{copy} is empty", started);
        started = report.Start("copy");
        await new DumpStream(new ProcessRunner(), options.Programs, report).RunAsync(
            production,
            copy,
            snapshot,
            options.IsEmpty,
            cancellationToken
        );
        report.Done("copied", started);
        await moment.RollbackAsync(cancellationToken);
        return await VerifyAsync(target, rows, cancellationToken);
    }

    private static async Task RefuseSameServerAsync(NpgsqlConnection source, NpgsqlConnection target, CancellationToken cancellationToken)
    {
        const string Identity = "SELECT pg_postmaster_start_time()::text || ' ' || current_database()";
        var (one, other) = (await ScalarAsync(source, Identity, cancellationToken), await ScalarAsync(target, Identity, cancellationToken));
        if (Equals(one, other))
        {
            throw new JobException(
                ExitCode.Refused,
                "Production and QA are the same database: nothing was touched.",
                "Name the QA server with --qa-host and --qa-port."
            );
        }
    }

    private static async Task RequireSchemasAsync(NpgsqlConnection connection, DatabaseSettings where, CancellationToken cancellationToken)
    {
        var missing = QaOptions.Schemas.Except(await SchemaContent.SchemasAsync(connection, cancellationToken)).ToList();
        if (missing.Count > 0)
        {
            throw new JobException(
                ExitCode.Missing,
                $"{where} lacks the schemas {string.Join(", ", missing)}.",
                "Both servers must have been made by the image honeur/postgres."
            );
        }
    }

    private async Task RefuseToOverwriteAsync(NpgsqlConnection target, CancellationToken cancellationToken)
    {
        var mark = await QaMark.ReadAsync(target, cancellationToken);
        if (QaMark.IsBegun(mark) || await SchemaContent.FirstWithRowsAsync(target, cancellationToken) is not { } table)
        {
            return;
        }

        if (mark is null)
        {
            throw new JobException(
                ExitCode.Refused,
                $"{copy} has rows ({table}) that this job did not put there: nothing was touched, and --replace doesn't change that.",
                "Check that --qa-host names the QA server; if it does, start it on a new volume."
            );
        }

        if (!options.Replaces)
        {
            throw new JobException(
                ExitCode.Conflict,
                $"{copy} holds a copy already ({mark}): nothing was touched.",
                "Give --replace to make it anew, or --remove to empty it."
            );
        }
    }

    private async Task<SortedDictionary<string, long>> CountAsync(NpgsqlConnection source, CancellationToken cancellationToken)
    {
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in await SchemaContent.TablesAsync(source, cancellationToken))
        {
            report.Start($"count {table}");
            rows[table] = options.IsEmpty ? 0 : await SchemaContent.CountAsync(source, table, cancellationToken);
        }

        return rows;
    }

    private async Task<int> VerifyAsync(NpgsqlConnection target, SortedDictionary<string, long> rows, CancellationToken cancellationToken)
    {
        var started = report.Start("compare");
        var there = await SchemaContent.TablesAsync(target, cancellationToken);
        var faults = 0;
        foreach (var table in rows.Keys.Union(there).Order(StringComparer.Ordinal))
        {
            var expected = rows.TryGetValue(table, out var count) ? count : -1;
            var found = there.Contains(table) ? await SchemaContent.CountAsync(target, table, cancellationToken) : -1;
            if (expected != found)
            {
                faults++;
                report.Fault($"{table}: {Rows(found)} in the copy, {Rows(expected)} in production");
            }
        }

        if (faults > 0)
        {
            report.Fault($"{faults} tables differ: the copy stays marked as not complete. Run it again.");
            return ExitCode.GateFailed;
        }

        await using var analyze = new NpgsqlCommand("ANALYZE", target);
        await analyze.ExecuteNonQueryAsync(cancellationToken);
        await QaMark.CompleteAsync(target, time.GetUtcNow(), cancellationToken);
        report.Done($"verified: {rows.Count} tables have the same {rows.Values.Sum()} rows", started);
        return ExitCode.Success;
    }

    private static string Rows(long count) => count < 0 ? "no such table" : $"{count} rows";

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
