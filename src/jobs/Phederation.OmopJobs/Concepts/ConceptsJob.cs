using Npgsql;
using Phederation.OmopJobs.Connecting;
using Phederation.OmopJobs.Output;
using Phederation.Postgres;

namespace Phederation.OmopJobs.Concepts;

/// <summary>Loads a site's own concepts: every check first, then all of it in one transaction, or nothing.</summary>
internal sealed class ConceptsJob(DatabaseSettings settings, ConceptsOptions options, Report report)
{
    /// <summary>Runs the job; returns an exit code.</summary>
    /// <exception cref="JobException">It can't begin.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var errors = new FileErrors();
        var started = report.Start($"read {options.Folder}");
        var files = await new ConceptFileReader(errors).ReadFolderAsync(options.Folder, cancellationToken);
        report.Done($"read {string.Join(", ", files.Select(file => $"{file.Name} ({file.Rows.Count} rows)"))}", started);
        if (errors.Count > 0)
        {
            return Tell(errors);
        }

        await using var source = await Database.OpenAsync(settings, "omop-custom-concepts", ConnectionLimits.Job, cancellationToken);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await RunLock.TakeAsync(connection, cancellationToken);
        await RequireTablesAsync(connection, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LimitAsync(connection, cancellationToken);
        var load = new ConceptLoad(connection, options.Schema, files);
        started = report.Start("check against the database");
        await load.StageAsync(cancellationToken);
        await load.CheckAsync(errors, cancellationToken);
        if (errors.Count > 0)
        {
            return Tell(errors);
        }

        report.Done("checked against the database", started);
        started = report.Start("load");
        var counts = await load.LoadAsync(cancellationToken);
        foreach (var (file, count) in files.Zip(counts))
        {
            report.Line($"{file.Table.Name}: {count}");
        }

        if (!await load.IsLoadedAsync(cancellationToken))
        {
            report.Fault("The database does not show the rows as the files have them (a trigger or a rule?): nothing was loaded.");
            return ExitCode.GateFailed;
        }

        if (options.IsDryRun)
        {
            report.Done("dry run: nothing was changed", started);
            return ExitCode.Success;
        }

        await transaction.CommitAsync(cancellationToken);
        report.Done("loaded, and verified row by row", started);
        return ExitCode.Success;
    }

    private int Tell(FileErrors errors)
    {
        foreach (var error in errors.Kept)
        {
            report.Fault(error.ToString());
        }

        var more = errors.Count > errors.Kept.Count ? $", of which {errors.Kept.Count} are shown" : "";
        report.Fault($"{errors.Count} errors{more}; nothing was loaded. Mend the files and run it again.");
        return ExitCode.BadInput;
    }

    private async Task RequireTablesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT n FROM unnest($1) n WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_tables t WHERE t.schemaname = $2 AND t.tablename = n)",
            connection
        )
        {
            Parameters =
            {
                new() { Value = ConceptTables.All.Select(table => table.Name).ToArray() },
                new() { Value = options.Schema },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (await reader.ReadAsync(cancellationToken))
        {
            throw new JobException(
                ExitCode.Missing,
                $"There is no table {options.Schema}.{reader.GetString(0)}.",
                "Make the tables of the CDM first, or name their schema with --schema."
            );
        }
    }

    private static async Task LimitAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SET LOCAL lock_timeout = '60s'; SET LOCAL statement_timeout = '30min'", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
