using Npgsql;
using Phederation.OmopJobs.Tests.Support;
using Phederation.Processes;
using Phederation.Testing;
using Phederation.Testing.Services;

namespace Phederation.OmopJobs.Tests.Indexes;

public sealed class IndexesTests(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    private const string Complete = "35 of 35 primary keys, 69 of 69 indexes (6 of 6 unique), 147 of 147 constraints (1 of 1 unique)";

    private readonly SiteDatabase _database = shared.Database;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Everything_is_made_once_and_found_again()
    {
        var schema = await _database.NewSchemaAsync(Cancellation);

        var dry = (await RunAsync(schema, "--dry-run")).Ended(0);
        Assert.Equal(0L, await CountAsync(schema));
        Assert.Contains("ADD CONSTRAINT \"xpk_person\" PRIMARY KEY (\"person_id\");", dry.Output, StringComparison.Ordinal);
        // Each foreign key takes two statements.
        Assert.Equal(35 + 69 + 1 + (2 * 146), dry.Output.Split('\n').Count(line => line.EndsWith(';')));

        var first = (await RunAsync(schema)).Ended(0);
        Assert.Contains("verified in pg_catalog: " + Complete, first.Output, StringComparison.Ordinal);
        Assert.Equal(35L + 69 + 147, await CountAsync(schema));

        var second = (await RunAsync(schema)).Ended(0);
        Assert.Equal(251, second.Output.Split('\n').Count(line => line.EndsWith(": there", StringComparison.Ordinal)));
        Assert.DoesNotContain("made", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(';', (await RunAsync(schema, "--dry-run")).Ended(0).Output.Split("-- there now")[0]);
    }

    [Fact(Timeout = 300_000)]
    public async Task Sql_of_the_dry_run_is_what_the_job_does()
    {
        var schema = await _database.NewSchemaAsync(Cancellation);
        var sql = (await RunAsync(schema, "--dry-run")).Ended(0).Output;

        await _database.RunAsync(sql, Cancellation);

        var result = (await RunAsync(schema)).Ended(0);
        Assert.DoesNotContain("made", result.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Rows_that_violate_are_counted_and_the_others_are_made()
    {
        var schema = await _database.NewSchemaAsync(Cancellation);
        await _database.RunAsync(
            $"""
            INSERT INTO {schema}.death (person_id, death_date, death_type_concept_id) VALUES (770001, '2020-01-01', 0), (770002, '2020-01-01', 0);
            INSERT INTO {schema}.location (location_id, city) VALUES (1, 'Secretville'), (1, 'Secretville'), (2, 'x');
            """,
            Cancellation
        );

        var result = (await RunAsync(schema)).Ended(8);

        Assert.Contains(
            "death.fpk_death_person: 2 rows of death have 2 values of person_id that person.person_id lacks [23503]",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "location.xpk_location: 1 values of location_id are in 2 rows of location, where each may be in one only [23505]",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("34 of 35 primary keys, 69 of 69 indexes", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("77000", result.Output + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Secretville", result.Output + result.Error, StringComparison.Ordinal);

        // No key is left that not all rows keep; once mended, the rest is made.
        Assert.Equal(
            0L,
            await _database.RunAsync(
                $"SELECT count(*) FROM pg_constraint WHERE NOT convalidated AND connamespace = '{schema}'::regnamespace",
                Cancellation
            )
        );
        await _database.RunAsync($"DELETE FROM {schema}.death; DELETE FROM {schema}.location", Cancellation);
        Assert.Contains(Complete, (await RunAsync(schema)).Ended(0).Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task First_error_ends_the_job_where_that_is_asked_for()
    {
        var schema = await _database.NewSchemaAsync(Cancellation);
        await _database.RunAsync($"INSERT INTO {schema}.concept_class VALUES ('a', 'n', 1), ('a', 'n', 1)", Cancellation);

        var result = (await RunAsync(schema, "--stop-on-error")).Ended(8);

        Assert.Contains("concept_class.xpk_concept_class", result.Error, StringComparison.Ordinal);
        Assert.Contains("3 of 35 primary keys, 0 of 69 indexes", result.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task What_is_different_is_told_and_not_dropped()
    {
        var schema = await _database.NewSchemaAsync(Cancellation);
        await _database.RunAsync(
            $"CREATE INDEX idx_concept_code ON {schema}.concept (concept_name); "
                + $"ALTER TABLE {schema}.person ADD CONSTRAINT my_key PRIMARY KEY (person_id); "
                + $"ALTER TABLE {schema}.provider ADD CONSTRAINT other PRIMARY KEY (provider_id, npi)",
            Cancellation
        );

        var result = (await RunAsync(schema)).Ended(13);

        Assert.Contains("concept.idx_concept_code: there is something else in its place", result.Error, StringComparison.Ordinal);
        Assert.Contains(
            "provider.xpk_provider: there is something else in its place: other on provider",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("person.xpk_person: there, as my_key", result.Output, StringComparison.Ordinal);
        Assert.Equal(
            "concept_name",
            await _database.RunAsync(
                $"SELECT attname::text FROM pg_attribute WHERE attrelid = '{schema}.idx_concept_code'::regclass",
                Cancellation
            )
        );
    }

    [Fact(Timeout = 300_000)]
    public async Task Key_that_an_interrupted_run_left_unvalidated_is_validated()
    {
        var schema = await _database.NewSchemaAsync(Cancellation);
        (await RunAsync(schema)).Ended(0);
        await _database.RunAsync(
            $"ALTER TABLE {schema}.death DROP CONSTRAINT fpk_death_person; ALTER TABLE {schema}.death ADD CONSTRAINT fpk_death_person "
                + $"FOREIGN KEY (person_id) REFERENCES {schema}.person (person_id) NOT VALID",
            Cancellation
        );

        var result = (await RunAsync(schema)).Ended(0);

        Assert.Contains("death.fpk_death_person: validated", result.Output, StringComparison.Ordinal);
        Assert.Contains(Complete, result.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Lock_that_another_session_holds_is_waited_for_no_longer_than_said()
    {
        var schema = await _database.NewSchemaAsync(Cancellation);
        await using var other = await _database.ConnectAsync(Cancellation);
        await using var transaction = await other.BeginTransactionAsync(Cancellation);
        await using var hold = new NpgsqlCommand($"LOCK TABLE {schema}.concept IN ACCESS EXCLUSIVE MODE", other);
        await hold.ExecuteNonQueryAsync(Cancellation);

        var result = (await RunAsync(schema, "--lock-seconds", "1", "--stop-on-error")).Ended(7);

        Assert.Contains("concept.xpk_concept", result.Error, StringComparison.Ordinal);
        Assert.Contains("[55P03]", result.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Job_that_is_asked_to_stop_rolls_back_and_goes_on_when_run_again()
    {
        var schema = await _database.NewSchemaAsync(Cancellation);
        await using var other = await _database.ConnectAsync(Cancellation);
        await using var transaction = await other.BeginTransactionAsync(Cancellation);
        await using var hold = new NpgsqlCommand($"LOCK TABLE {schema}.person IN ACCESS EXCLUSIVE MODE", other);
        await hold.ExecuteNonQueryAsync(Cancellation);
        using var folder = new TempFolder();
        await using var job = ServerProcess.Start(Job.Request(Arguments(schema)) with { TimeLimit = null }, folder["log"]);
        await WaitAsync(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'omop-indexes-and-constraints' AND wait_event_type = 'Lock')"
        );

        var second = await RunAsync(schema);
        await job.StopAsync(TimeSpan.FromSeconds(30), Cancellation);
        await WaitAsync("SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'omop-indexes-and-constraints')");

        Assert.Equal(130, job.ExitCode);
        Assert.Contains("interrupted", job.LogTail(), StringComparison.Ordinal);
        second.Ended(13);
        Assert.Contains("Another run of a job works on this database", second.Error, StringComparison.Ordinal);
        await transaction.RollbackAsync(Cancellation);
        Assert.Contains(Complete, (await RunAsync(schema)).Ended(0).Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Skipped_object_is_not_made_and_not_asked_for()
    {
        var schema = await _database.NewSchemaAsync(Cancellation);

        var result = (await RunAsync(schema, "--skip", "fpk_cohort_definition")).Ended(0);

        Assert.Contains("146 of 146 constraints", result.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Refusals_have_their_own_exit_codes()
    {
        var schema = await _database.NewSchemaAsync(Cancellation);

        (await RunAsync("nothing")).Ended(4);
        (await RunAsync("results")).Ended(4);
        var reader = await RunAsync(schema, "--user", "phederation", "--password-secret", "phederation_password", "--stop-on-error");
        Assert.Contains("must be owner", reader.Ended(5).Error, StringComparison.Ordinal);
        (await RunAsync(schema, "--password-secret", "phederation_password")).Ended(11);
        (await RunAsync(schema, "--tls", "disable")).Ended(5);
        (await RunAsync(schema, "--tls", "require")).Ended(0);
        var stranger = Path.Combine(_database.Secrets, "stranger");
        await File.WriteAllBytesAsync(
            stranger,
            Phederation.Containers.Hardening.ServerCertificate.WithoutKey(
                Phederation.Containers.Hardening.ServerCertificate.Create(["127.0.0.1"], TimeProvider.System.GetUtcNow())
            ),
            Cancellation
        );
        var refused = (await RunAsync(schema, "--tls-certificate", "stranger")).Ended(6);
        Assert.Contains("certificate is refused", refused.Error, StringComparison.Ordinal);
        (
            await Job.RunAsync(
                Cancellation,
                "indexes-and-constraints",
                "--secrets",
                _database.Secrets,
                "--host",
                "127.0.0.1",
                "--port",
                "1"
            )
        ).Ended(10);
    }

    private string[] Arguments(string schema, params string[] more) =>
        ["indexes-and-constraints", .. _database.Options(), "--schema", schema, .. more];

    private Task<ProcessResult> RunAsync(string schema, params string[] more) => Job.RunAsync(Cancellation, Arguments(schema, more));

    private async Task WaitAsync(string sql)
    {
        while (await _database.RunAsync(sql, Cancellation) is not true)
        {
            await Task.Delay(100, Cancellation);
        }
    }

    // Not null constraints are none of pg_constraint in PostgreSQL 15.
    private async Task<object?> CountAsync(string schema) =>
        await _database.RunAsync(
            $"""
            SELECT (SELECT count(*) FROM pg_constraint WHERE connamespace = '{schema}'::regnamespace)
                 + (SELECT count(*) FROM pg_indexes WHERE schemaname = '{schema}' AND indexname LIKE 'idx%')
            """,
            Cancellation
        );
}
