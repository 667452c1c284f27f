using System.Text;
using Npgsql;
using Phederation.Containers.Hardening;
using Phederation.Omop;
using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.WebApi.Tests.Support;

/// <summary>
/// A PostgreSQL server of the tests with the schemas, accounts and rights of the image honeur/postgres, over TLS on a free port of the loopback
/// address. Each test takes a database of its own.
/// </summary>
public sealed class SiteCluster : IAsyncDisposable
{
    // The server refuses to run as root; this is the account that owns nothing.
    private const string Nobody = "65534";
    private const string Programs = "/usr/lib/postgresql/15/bin";
    private const string Template = "site";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly string[] Hosts = ["localhost", "127.0.0.1"];

    private readonly ProcessRunner _runner = new();
    private readonly TempFolder _folder = new();
    private readonly SemaphoreSlim _turn = new(1);
    private ServerProcess? _server;
    private int _databases;

    private SiteCluster() { }

    /// <summary>The password of both accounts.</summary>
    public const string Password = "a-password-of-the-tests";

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>The folder of the secret files, as a service's container has it.</summary>
    public string Secrets => _folder["secrets"];

    /// <summary>Starts a server.</summary>
    public static async Task<SiteCluster> StartAsync(CancellationToken cancellationToken)
    {
        Requires.Program($"{Programs}/initdb");
        Requires.Program("setpriv");
        Requires.Program("chown");
        var cluster = new SiteCluster();
        try
        {
            await cluster.InitialiseAsync(cancellationToken);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes an empty database with the schemas of a site; returns its name.</summary>
    public async Task<string> NewDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = $"site_{Interlocked.Increment(ref _databases)}";
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await RunAsync("postgres", "postgres", $"CREATE DATABASE {name} TEMPLATE {Template}", cancellationToken);
            await RunAsync(
                "postgres",
                "postgres",
                $"REVOKE ALL ON DATABASE {name} FROM PUBLIC; GRANT CONNECT, TEMPORARY ON DATABASE {name} TO phederation, phederation_admin",
                cancellationToken
            );
        }
        finally
        {
            _turn.Release();
        }

        return name;
    }

    /// <summary>Settings of a connection as an account of the site.</summary>
    public string Connection(string database, string user = "phederation_admin") =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = Port,
            Database = database,
            Username = user,
            Password = Password,
            SslMode = SslMode.VerifyFull,
            RootCertificate = Path.Combine(Secrets, "postgres_certificate"),
            Pooling = false,
        }.ConnectionString;

    /// <summary>Runs SQL as an account; returns the first value.</summary>
    public async Task<object?> RunAsync(string database, string user, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(Connection(database, user));
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Stops the server as a power cut would.</summary>
    public async Task StopAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
            _server = null;
        }
    }

    /// <summary>Starts it again on the same port.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        var serve = Unprivileged(
            "postgres",
            [
                "-D",
                _folder["data"],
                "-k",
                _folder.Path,
                "-p",
                $"{Port}",
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "fsync=off",
                "-c",
                "ssl=on",
                "-c",
                $"ssl_cert_file={_folder["tls/server.pem"]}",
                "-c",
                $"ssl_key_file={_folder["tls/server.pem"]}",
                "-c",
                "shared_buffers=64MB",
            ]
        );
        _server = ServerProcess.Start(serve, _folder["log"]);
        var ping = Unprivileged("pg_isready", ["-h", "127.0.0.1", "-p", $"{Port}", "-q"]);
        await _server.WaitUntilReadyAsync(
            async token => (await _runner.RunAsync(ping, token)).ExitCode == 0,
            StartLimit,
            cancellationToken
        );
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _turn.Dispose();
        _folder.Dispose();
    }

    private async Task InitialiseAsync(CancellationToken cancellationToken)
    {
        Port = FreePort.Next();
        var certificate = ServerCertificate.Create(Hosts, TimeProvider.System.GetUtcNow());
        Directory.CreateDirectory(_folder["tls"]);
        await File.WriteAllBytesAsync(_folder["tls/server.pem"], certificate, cancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder["tls/server.pem"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        await File.WriteAllTextAsync(_folder["password"], Password + "\n", cancellationToken);
        await OwnAsync(cancellationToken);
        Directory.CreateDirectory(Secrets);
        await File.WriteAllBytesAsync(
            Path.Combine(Secrets, "postgres_certificate"),
            ServerCertificate.WithoutKey(certificate),
            cancellationToken
        );
        foreach (var account in new[] { "phederation", "phederation_admin" })
        {
            await File.WriteAllTextAsync(Path.Combine(Secrets, $"{account}_password"), Password + "\n", cancellationToken);
        }

        var initialise = Unprivileged(
            "initdb",
            [
                "-D",
                _folder["data"],
                "-U",
                "postgres",
                "--auth=scram-sha-256",
                $"--pwfile={_folder["password"]}",
                "--locale=C.UTF-8",
                "--encoding=UTF8",
                "--no-sync",
            ]
        );
        (await _runner.RunAsync(initialise, cancellationToken)).EnsureSuccess(initialise);
        await StartAgainAsync(cancellationToken);
        foreach (var account in new[] { "phederation_admin", "phederation" })
        {
            await RunAsync("postgres", "postgres", $"CREATE ROLE {account} LOGIN PASSWORD '{Password}'", cancellationToken);
        }

        await RunAsync("postgres", "postgres", $"CREATE DATABASE {Template}", cancellationToken);
        var script = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "images/postgres/rootfs/usr/share/phederation/postgres/database.sql"),
            cancellationToken
        );
        script = script[..script.IndexOf("-- The mark", StringComparison.Ordinal)]
            .Replace("-- @generated omop-ddl omopcdm", OmopDdl.CreateTables("omopcdm", primaryKeys: true), StringComparison.Ordinal);
        await RunAsync(Template, "postgres", script, cancellationToken);
    }

    private async Task OwnAsync(CancellationToken cancellationToken)
    {
        if (Environment.IsPrivilegedProcess)
        {
            var chown = new ProcessRequest { Program = "chown", Arguments = ["-R", $"{Nobody}:{Nobody}", _folder.Path] };
            (await _runner.RunAsync(chown, cancellationToken)).EnsureSuccess(chown);
        }
    }

    private ProcessRequest Unprivileged(string program, string[] arguments)
    {
        var command = new[] { $"{Programs}/{program}" }.Concat(arguments);
        var request = new ProcessRequest
        {
            Program = "setpriv",
            Arguments = [$"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", .. command],
            WorkingDirectory = _folder.Path,
            TimeLimit = program == "postgres" ? null : StartLimit,
        };
        return Environment.IsPrivilegedProcess ? request : request with { Program = command.First(), Arguments = arguments };
    }
}
