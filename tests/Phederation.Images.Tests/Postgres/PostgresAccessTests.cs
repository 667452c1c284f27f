using System.Security.Authentication;
using Npgsql;

namespace Phederation.Images.Tests.Postgres;

public sealed class PostgresAccessTests
{
    private const string InsufficientPrivilege = "42501";
    private const string InvalidPassword = "28P01";
    private const string InvalidAuthorization = "28000";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task First_start_makes_the_database_with_what_each_account_may_do()
    {
        await using var server = await PostgresServer.RunAsync(Cancellation);
        await using var user = await server.ConnectAsync(Cancellation);
        await using var admin = await server.ConnectAsAdminAsync(Cancellation);

        Assert.Equal(39L, await user.ScalarAsync("SELECT count(*) FROM pg_tables WHERE schemaname = 'omopcdm'", Cancellation));
        Assert.Equal(
            "fhir,omopcdm,results,scratch,webapi",
            await user.ScalarAsync(
                "SELECT string_agg(nspname, ',' ORDER BY nspname) FROM pg_namespace WHERE pg_get_userbyid(nspowner) = 'phederation_admin'",
                Cancellation
            )
        );

        // Reading and writing, but no definitions.
        Assert.Equal(1, await user.RunAsync("INSERT INTO omopcdm.vocabulary VALUES ('v', 'n', 'r', NULL, 1)", Cancellation));
        Assert.Equal(1, await user.RunAsync("UPDATE omopcdm.vocabulary SET vocabulary_name = 'm'", Cancellation));
        Assert.Equal("m", await user.ScalarAsync("SELECT vocabulary_name FROM omopcdm.vocabulary", Cancellation));
        Assert.Equal(1, await user.RunAsync("DELETE FROM omopcdm.vocabulary", Cancellation));
        foreach (var schema in new[] { "omopcdm", "webapi", "results", "scratch", "fhir", "public" })
        {
            Assert.Equal(InsufficientPrivilege, await user.RefusedAsync($"CREATE TABLE {schema}.mine (x int)", Cancellation));
        }

        Assert.Equal(InsufficientPrivilege, await user.RefusedAsync("DROP TABLE omopcdm.person", Cancellation));
        Assert.Equal(InsufficientPrivilege, await user.RefusedAsync("TRUNCATE omopcdm.person", Cancellation));
        Assert.Equal(InsufficientPrivilege, await user.RefusedAsync("CREATE SCHEMA mine", Cancellation));
        Assert.Equal(InsufficientPrivilege, await user.RefusedAsync("CREATE ROLE mine", Cancellation));
        Assert.Equal(InsufficientPrivilege, await user.RefusedAsync("COPY omopcdm.person TO PROGRAM 'sh'", Cancellation));
        Assert.Equal(
            InsufficientPrivilege,
            await user.RefusedAsync("SELECT pg_read_file('/run/secrets/phederation_admin_password')", Cancellation)
        );

        // Definitions, and what is defined later is the other account's to read and write too.
        await admin.RunAsync("CREATE TABLE results.later (x serial, y int); CREATE INDEX ON omopcdm.person (person_id)", Cancellation);
        Assert.Equal(1, await user.RunAsync("INSERT INTO results.later (y) VALUES (1)", Cancellation));
        Assert.Equal(InsufficientPrivilege, await admin.RefusedAsync("CREATE DATABASE mine", Cancellation));
        Assert.Equal(InsufficientPrivilege, await admin.RefusedAsync("CREATE ROLE mine", Cancellation));
        Assert.Equal(InsufficientPrivilege, await admin.RefusedAsync("COPY omopcdm.person FROM PROGRAM 'sh'", Cancellation));
    }

    [Fact(Timeout = 300_000)]
    public async Task Whoever_has_no_business_is_refused()
    {
        await using var server = await PostgresServer.RunAsync(Cancellation);

        Assert.Equal(InvalidPassword, await RefusalAsync(server, "phederation", PostgresServer.AdminPassword, "OHDSI"));
        Assert.Equal(InvalidPassword, await RefusalAsync(server, "phederation_admin", "wrong-password-of-some-length", "OHDSI"));
        Assert.Equal(InvalidAuthorization, await RefusalAsync(server, "postgres", PostgresServer.Password, "OHDSI"));
        Assert.Equal(InvalidAuthorization, await RefusalAsync(server, "phederation", PostgresServer.Password, "postgres"));
        Assert.Equal(InvalidAuthorization, await RefusalAsync(server, "nobody", PostgresServer.Password, "OHDSI"));
    }

    [Fact(Timeout = 300_000)]
    public async Task Nothing_is_said_without_encryption_of_today()
    {
        await using var server = await PostgresServer.RunAsync(Cancellation);

        var plain = await Assert.ThrowsAsync<PostgresException>(() =>
            server.ConnectAsync("phederation", PostgresServer.Password, Cancellation, tls: SslMode.Disable)
        );
        Assert.Equal(InvalidAuthorization, plain.SqlState);
        Assert.Contains("no encryption", plain.MessageText, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NpgsqlException>(() =>
            server.ConnectAsync("phederation", PostgresServer.Password, Cancellation, protocols: SslProtocols.Tls12)
        );

        // Verified to its name and by its own certificate, as the contract's clients do.
        await using var user = await server.ConnectAsync(Cancellation);
        Assert.Equal("TLSv1.3", await user.ScalarAsync("SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()", Cancellation));
        var rules = await server.AskAsync(
            "SELECT DISTINCT type || ' ' || auth_method FROM pg_hba_file_rules WHERE error IS NULL ORDER BY 1",
            Cancellation
        );
        Assert.Equal("host reject\nhostnossl reject\nhostssl scram-sha-256\nlocal peer\nlocal reject", rules.Output.Trim());
    }

    [Fact(Timeout = 300_000)]
    public async Task Server_runs_as_stated_and_shows_no_password()
    {
        await using var server = await PostgresServer.RunAsync(Cancellation);

        foreach (
            var (setting, value) in new[]
            {
                ("jit", "off"),
                ("ssl", "on"),
                ("ssl_min_protocol_version", "TLSv1.3"),
                ("statement_timeout", "6h"),
                ("idle_in_transaction_session_timeout", "30min"),
                ("data_checksums", "on"),
                ("server_encoding", "UTF8"),
                ("lc_collate", "C.UTF-8"),
                ("password_encryption", "scram-sha-256"),
                ("unix_socket_directories", "/run/postgresql"),
                ("server_version_num", "15"),
            }
        )
        {
            Assert.StartsWith(value, (await server.AskAsync($"SHOW {setting}", Cancellation)).Output, StringComparison.Ordinal);
        }

        var stored = await server.AskAsync(
            "SELECT bool_and(rolpassword LIKE 'SCRAM-SHA-256$%') FROM pg_authid WHERE rolname LIKE 'phed%'",
            Cancellation
        );
        Assert.Equal("t", stored.Output.Trim());
        var none = await server.AskAsync("SELECT rolpassword IS NULL FROM pg_authid WHERE rolname = 'postgres'", Cancellation);
        Assert.Equal("t", none.Output.Trim());

        var container = await server.InspectAsync(Cancellation);
        var environment = await server.AskAsync("SELECT encode(pg_read_binary_file('/proc/1/environ'), 'escape')", Cancellation);
        var commandLine = await server.AskAsync("SELECT encode(pg_read_binary_file('/proc/1/cmdline'), 'escape')", Cancellation);
        string[] shown =
        [
            await server.LogAsync(Cancellation),
            string.Join('\n', container.Config.Env),
            string.Join('\n', container.Args),
            environment.Output,
            commandLine.Output,
        ];
        Assert.Contains("PGDATA=", environment.Output, StringComparison.Ordinal);
        Assert.All(
            shown,
            text =>
            {
                Assert.DoesNotContain(PostgresServer.Password, text, StringComparison.Ordinal);
                Assert.DoesNotContain(PostgresServer.AdminPassword, text, StringComparison.Ordinal);
            }
        );
    }

    private static async Task<string> RefusalAsync(PostgresServer server, string user, string password, string database) =>
        (await Assert.ThrowsAsync<PostgresException>(() => server.ConnectAsync(user, password, Cancellation, database))).SqlState;
}
