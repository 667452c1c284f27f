using Phederation.OmopJobs.Tests.Support;
using Phederation.Processes;
using Phederation.Testing;
using Phederation.Testing.Services;

namespace Phederation.OmopJobs.Tests.Qa;

public sealed class QaTests : IAsyncLifetime
{
    private const string Programs = "/usr/lib/postgresql/15/bin";

    private SiteDatabase _production = null!;
    private SiteDatabase _copy = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Requires.Program($"{Programs}/pg_dump");
        _production = await SiteDatabase.StartAsync(CancellationToken.None);
        _copy = await SiteDatabase.StartAsync(CancellationToken.None);
        foreach (var file in Directory.EnumerateFiles(_copy.Secrets))
        {
            File.Copy(file, Path.Combine(_production.Secrets, "qa_" + Path.GetFileName(file)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_copy is not null)
        {
            await _copy.DisposeAsync();
        }

        if (_production is not null)
        {
            await _production.DisposeAsync();
        }
    }

    [Fact(Timeout = 600_000)]
    public async Task Copy_is_made_verified_refused_replaced_and_removed()
    {
        await _production.RunAsync(
            """
            INSERT INTO omopcdm.person (person_id, gender_concept_id, year_of_birth, race_concept_id, ethnicity_concept_id)
                SELECT g, 8507, 1950, 0, 0 FROM generate_series(1, 20000) g;
            CREATE TABLE webapi.users (id serial PRIMARY KEY, login text NOT NULL);
            INSERT INTO webapi.users (login) VALUES ('anna'), ('bert');
            CREATE VIEW results.young AS SELECT * FROM omopcdm.person WHERE year_of_birth > 2000;
            CREATE FUNCTION results.one() RETURNS int LANGUAGE sql AS 'SELECT 1';
            CREATE TYPE results.colour AS ENUM ('red');
            """,
            Cancellation
        );

        var first = (await RunAsync()).Ended(0);
        Assert.Contains(
            "rows of omopcdm.person",
            first.Output.Replace("rows of person", "rows of omopcdm.person", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.Contains("verified: 40 tables have the same 20002 rows", first.Output, StringComparison.Ordinal);
        Assert.Equal(20000L, await _copy.RunAsync("SELECT count(*) FROM omopcdm.person", Cancellation));
        Assert.Equal(3, await _copy.RunAsync("INSERT INTO webapi.users (login) VALUES ('carl') RETURNING id", Cancellation));
        Assert.Equal(
            "t",
            (await _copy.AskAsync("SELECT has_table_privilege('phederation', 'omopcdm.person', 'SELECT')", Cancellation)).Trim()
        );

        var again = (await RunAsync()).Ended(13);
        Assert.Contains("holds a copy already (PHederation QA copy of ", again.Error, StringComparison.Ordinal);
        Assert.Equal(3L, await _copy.RunAsync("SELECT count(*) FROM webapi.users", Cancellation));

        (await RunAsync("--replace")).Ended(0);
        Assert.Equal(2L, await _copy.RunAsync("SELECT count(*) FROM webapi.users", Cancellation));

        (await RunAsync("--replace", "--empty")).Ended(0);
        Assert.Equal(0L, await _copy.RunAsync("SELECT count(*) FROM omopcdm.person", Cancellation));

        (await RunAsync("--remove")).Ended(0);
        Assert.Equal(
            39L,
            await _copy.RunAsync(
                "SELECT count(*) FROM pg_tables WHERE schemaname IN ('omopcdm', 'webapi', 'results', 'scratch')",
                Cancellation
            )
        );
        Assert.Contains("nothing to remove", (await RunAsync("--remove")).Ended(0).Output, StringComparison.Ordinal);
        Assert.Equal(20000L, await _production.RunAsync("SELECT count(*) FROM omopcdm.person", Cancellation));
    }

    [Fact(Timeout = 600_000)]
    public async Task What_the_job_did_not_make_is_never_emptied()
    {
        await _production.RunAsync("INSERT INTO omopcdm.vocabulary VALUES ('v', 'n', 'r', NULL, 1)", Cancellation);
        await _copy.RunAsync("INSERT INTO omopcdm.vocabulary VALUES ('own', 'n', 'r', NULL, 1)", Cancellation);

        foreach (var options in new string[][] { [], ["--replace"], ["--remove"] })
        {
            var result = (await RunAsync(options)).Ended(6);
            Assert.Contains("that this job did not put there: nothing was touched", result.Error, StringComparison.Ordinal);
        }

        // Swapped by mistake, and one server twice.
        var swapped = await Job.RunAsync(
            Cancellation,
            ["qa-database", "--replace", .. Target(_copy, ""), .. Target(_production, "qa-"), .. Common, .. CopysSecrets("")]
        );
        swapped.Ended(6);
        var twice = await Job.RunAsync(
            Cancellation,
            ["qa-database", "--replace", .. Target(_production, ""), .. Target(_production, "qa-"), .. Common]
        );
        Assert.Contains("are the same database", twice.Ended(6).Error, StringComparison.Ordinal);
        Assert.Equal("v", await _production.RunAsync("SELECT vocabulary_id FROM omopcdm.vocabulary", Cancellation));
        Assert.Equal("own", await _copy.RunAsync("SELECT vocabulary_id FROM omopcdm.vocabulary", Cancellation));
    }

    [Fact(Timeout = 600_000)]
    public async Task Copy_that_fails_leaves_nothing_half_made_and_is_made_anew()
    {
        await _production.RunAsync(
            "INSERT INTO omopcdm.note_nlp (note_nlp_id, note_id, lexical_variant, nlp_date) VALUES (1, 1, 'a patient''s word', '2020-01-01')",
            Cancellation
        );
        await _copy.AskAsync(
            """
            CREATE FUNCTION public.refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no table for "a patient''s word"'; END $$;
            CREATE EVENT TRIGGER refuse ON ddl_command_start WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION public.refuse()
            """,
            Cancellation
        );
        var failed = (await RunAsync()).Ended(10);
        await _copy.AskAsync("DROP EVENT TRIGGER refuse; DROP FUNCTION public.refuse()", Cancellation);
        Assert.Contains("pg_restore ended with 1: ", failed.Error, StringComparison.Ordinal);
        Assert.Equal(0L, await _copy.RunAsync("SELECT count(*) FROM pg_tables WHERE schemaname = 'omopcdm'", Cancellation));

        var missing = (await RunAsync("--programs", "/nowhere")).Ended(4);
        Assert.Contains("/nowhere/pg_", missing.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("patient", failed.Error + failed.Output + missing.Error + missing.Output, StringComparison.Ordinal);

        // The copy is marked as not complete: it needs no --replace.
        (await RunAsync()).Ended(0);
    }

    [Fact(Timeout = 600_000)]
    public async Task Source_is_registered_once_and_taken_off()
    {
        var none = (await RunAsync("source-enable")).Ended(4);
        Assert.Contains("has no tables webapi.source", none.Error, StringComparison.Ordinal);
        await _production.RunAsync(
            """
            CREATE TABLE webapi.source (source_id int PRIMARY KEY, source_name text NOT NULL, source_key text NOT NULL UNIQUE, source_connection text NOT NULL,
                source_dialect text NOT NULL, username text, password text);
            CREATE TABLE webapi.source_daimon (source_daimon_id int PRIMARY KEY, source_id int NOT NULL REFERENCES webapi.source, daimon_type int NOT NULL,
                table_qualifier text NOT NULL, priority int NOT NULL);
            CREATE SEQUENCE webapi.source_sequence START 7;
            """,
            Cancellation
        );

        (await RunAsync("source-enable")).Ended(0);
        (await RunAsync("source-enable")).Ended(0);

        Assert.Equal(
            1L,
            await _production.RunAsync(
                "SELECT count(*) FROM webapi.source WHERE source_key = 'QA' AND source_id = 8 AND password IS NULL",
                Cancellation
            )
        );
        Assert.Equal(
            "0:omopcdm,1:omopcdm,2:results,5:scratch",
            await _production.RunAsync(
                "SELECT string_agg(daimon_type || ':' || table_qualifier, ',' ORDER BY daimon_type) FROM webapi.source_daimon",
                Cancellation
            )
        );
        (await RunAsync("source-disable")).Ended(0);
        Assert.Equal(
            0L,
            await _production.RunAsync(
                "SELECT (SELECT count(*) FROM webapi.source) + (SELECT count(*) FROM webapi.source_daimon)",
                Cancellation
            )
        );
        Assert.Contains("was not registered", (await RunAsync("source-disable")).Ended(0).Output, StringComparison.Ordinal);
    }

    private string[] Common => ["--secrets", _production.Secrets, "--programs", Programs];

    private static string[] Target(SiteDatabase database, string prefix) =>
        [$"--{prefix}host", "127.0.0.1", $"--{prefix}port", $"{database.Port}"];

    private static string[] CopysSecrets(string prefix) =>
        [$"--{prefix}password-secret", "qa_phederation_admin_password", $"--{prefix}tls-certificate", "qa_postgres_certificate"];

    private async Task<ProcessResult> RunAsync(params string[] more)
    {
        string[] secrets = [.. CopysSecrets("qa-"), "--secrets", _production.Secrets];
        string[] programs =
            more.Contains("--programs") || more.Contains("source-enable") || more.Contains("source-disable")
                ? []
                : ["--programs", Programs];
        return await Job.RunAsync(
            Cancellation,
            ["qa-database", .. more, .. Target(_production, ""), .. Target(_copy, "qa-"), .. secrets, .. programs]
        );
    }
}
