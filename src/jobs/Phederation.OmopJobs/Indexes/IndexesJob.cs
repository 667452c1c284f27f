using Npgsql;
using Phederation.Omop;
using Phederation.OmopJobs.Connecting;
using Phederation.OmopJobs.Output;
using Phederation.Postgres;

namespace Phederation.OmopJobs.Indexes;

/// <summary>Makes what is missing of the data model's keys, indexes and constraints, one by one, and verifies the result in pg_catalog.</summary>
internal sealed class IndexesJob(DatabaseSettings settings, IndexesOptions options, Report report)
{
    /// <summary>Runs the job; returns an exit code.</summary>
    /// <exception cref="JobException">It can't begin.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var known = OmopObjects.Load();
        if (options.Skipped.FirstOrDefault(name => known.All(item => item.Name != name)) is { } unknown)
        {
            throw new JobException(
                ExitCode.Usage,
                $"'{unknown}' is no key, index or constraint of the CDM 5.3.1.",
                "See their names with --dry-run."
            );
        }

        var wanted = known.Where(item => !options.Skipped.Contains(item.Name)).ToList();
        await using var source = await Database.OpenAsync(
            settings,
            "omop-indexes-and-constraints",
            ConnectionLimits.Job,
            cancellationToken
        );
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (!options.IsDryRun)
        {
            await RunLock.TakeAsync(connection, cancellationToken);
        }

        var catalogue = await SchemaCatalogue.ReadAsync(connection, options.Schema, cancellationToken);
        var missing = known.Select(item => item.Table).Distinct().Where(table => !catalogue.Tables.Contains(table)).ToList();
        if (missing.Count > 0)
        {
            throw new JobException(
                ExitCode.Missing,
                $"The schema '{options.Schema}' lacks {missing.Count} tables of the CDM 5.3.1: {string.Join(", ", missing)}.",
                "Make the tables first, or name their schema with --schema."
            );
        }

        return options.IsDryRun ? Print(wanted, catalogue) : await MakeAllAsync(connection, wanted, catalogue, cancellationToken);
    }

    private int Print(IReadOnlyList<OmopObject> wanted, SchemaCatalogue catalogue)
    {
        var different = 0;
        foreach (var item in wanted)
        {
            var (state, found) = catalogue.StateOf(item);
            if (state == ObjectState.Different)
            {
                different++;
                report.Fault($"{item.Name}: {Difference(item, found!)}");
            }

            foreach (var statement in ObjectMaker.Statements(options.Schema, item, state))
            {
                Report.Raw(statement + ";");
            }
        }

        report.Line($"-- there now: {ObjectCount.Of(wanted, catalogue)}; nothing was changed");
        return different > 0 ? ExitCode.Conflict : ExitCode.Success;
    }

    private async Task<int> MakeAllAsync(
        NpgsqlConnection connection,
        IReadOnlyList<OmopObject> wanted,
        SchemaCatalogue catalogue,
        CancellationToken cancellationToken
    )
    {
        var maker = new ObjectMaker(connection, options);
        var worst = ExitCode.Success;
        foreach (var (index, item) in wanted.Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var code = await MakeAsync(
                connection,
                maker,
                item,
                catalogue.StateOf(item),
                $"[{index + 1, 3}/{wanted.Count}]",
                cancellationToken
            );
            worst = worst == ExitCode.Success ? code : worst;
            if (code != ExitCode.Success && options.StopsOnError)
            {
                break;
            }
        }

        // Nothing is believed that the database doesn't show.
        var after = await SchemaCatalogue.ReadAsync(connection, options.Schema, cancellationToken);
        report.Line($"verified in pg_catalog: {ObjectCount.Of(wanted, after)}");
        var isComplete = wanted.All(item => after.StateOf(item).State == ObjectState.Present);
        return worst == ExitCode.Success && !isComplete ? ExitCode.GateFailed : worst;
    }

    private async Task<int> MakeAsync(
        NpgsqlConnection connection,
        ObjectMaker maker,
        OmopObject item,
        (ObjectState State, FoundObject? Found) now,
        string place,
        CancellationToken cancellationToken
    )
    {
        var what = $"{place} {item.Table}.{item.Name}";
        if (now.State == ObjectState.Present)
        {
            report.Line($"{what}: there{(now.Found!.Name == item.Name ? "" : $", as {now.Found.Name}")}");
            return ExitCode.Success;
        }

        if (now.State == ObjectState.Different)
        {
            report.Fault($"{what}: {Difference(item, now.Found!)}");
            return ExitCode.Conflict;
        }

        // A key found by another name is validated by that name.
        var named = now.Found is null ? item : item with { Name = now.Found.Name };
        var started = report.Start(what);
        try
        {
            await maker.MakeAsync(named, now.State, cancellationToken);
            report.Done($"{what}: {(now.State == ObjectState.Absent ? "made" : "validated")}", started);
            return ExitCode.Success;
        }
        catch (PostgresException error) when (IsOfTheRows(error))
        {
            var reason = await DescribeAsync(connection, item, cancellationToken);
            report.Fault($"{what}: {reason} [{error.SqlState}]");
            return ExitCode.GateFailed;
        }
        catch (PostgresException error) when (!IsFatal(error))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var reason = DatabaseErrors.Explain(error);
            report.Fault($"{what}: {reason.Message} {reason.Mend}");
            return reason.ExitCode;
        }
    }

    private async Task<string> DescribeAsync(NpgsqlConnection connection, OmopObject item, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await using var limit = new NpgsqlCommand(
                $"SET LOCAL statement_timeout = {(long)options.StatementLimit.TotalMilliseconds}",
                connection
            );
            await limit.ExecuteNonQueryAsync(cancellationToken);
            return await Violations.DescribeAsync(connection, options.Schema, item, cancellationToken);
        }
        catch (PostgresException error) when (!IsFatal(error))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return $"rows violate it, and counting them failed [{error.SqlState}]";
        }
    }

    private string Difference(OmopObject item, FoundObject found) =>
        $"there is something else in its place: {found.Name} on {found.Table} ({(found.Fields is null ? "an expression" : string.Join(", ", found.Fields))}), "
        + $"wanted is {Words(item.Kind)} on {item.Table} ({item.FieldList}). Nothing was dropped: compare it with \\d {options.Schema}.{found.Table}, and rename or drop it by hand";

    private static string Words(OmopObjectKind kind) =>
        kind switch
        {
            OmopObjectKind.PrimaryKey => "a primary key",
            OmopObjectKind.UniqueIndex => "a unique index",
            OmopObjectKind.ForeignKey => "a foreign key",
            OmopObjectKind.Unique => "a unique constraint",
            _ => "an index",
        };

    private static bool IsOfTheRows(PostgresException error) =>
        error.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation;

    // The session is gone: no other object can be tried.
    private static bool IsFatal(PostgresException error) => error.SqlState is ['5', '7', 'P', ..];
}
