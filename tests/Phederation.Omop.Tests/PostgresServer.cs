using System.Runtime.Versioning;
using System.Text;
using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.Omop.Tests;

/// <summary>A PostgreSQL server of a test: an empty cluster in a folder of its own that listens on a socket in it only.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    // The server refuses to run as root; this is the account that owns nothing.
    private const string Nobody = "65534";
    private const string Programs = "/usr/lib/postgresql/15/bin";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly ProcessRunner _runner = new();
    private readonly TempFolder _folder = new();
    private ServerProcess? _server;

    private string Socket => _folder.Path;

    public static async Task<PostgresServer> StartAsync(CancellationToken cancellationToken)
    {
        Requires.Program($"{Programs}/initdb");
        Requires.Program("setpriv");
        Requires.Program("chown");
        var server = new PostgresServer();
        try
        {
            await server.InitialiseAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs SQL, one statement after the other until one fails; returns the rows without headers.</summary>
    public async Task<string> RunAsync(string sql, CancellationToken cancellationToken)
    {
        var request = Unprivileged(
            "psql",
            ["-h", Socket, "-U", "postgres", "-d", "postgres", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"],
            Encoding.UTF8.GetBytes(sql)
        );
        var result = await _runner.RunAsync(request, cancellationToken);
        return result.EnsureSuccess(request).Output;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task InitialiseAsync(CancellationToken cancellationToken)
    {
        if (Environment.IsPrivilegedProcess)
        {
            var chown = new ProcessRequest { Program = "chown", Arguments = [$"{Nobody}:{Nobody}", _folder.Path] };
            (await _runner.RunAsync(chown, cancellationToken)).EnsureSuccess(chown);
        }

        var data = _folder["data"];
        var initialise = Unprivileged(
            "initdb",
            ["-D", data, "-U", "postgres", "--auth=trust", "--locale=C", "--encoding=UTF8", "--no-sync"]
        );
        (await _runner.RunAsync(initialise, cancellationToken)).EnsureSuccess(initialise);
        var serve = Unprivileged("postgres", ["-D", data, "-k", Socket, "-c", "listen_addresses=", "-c", "fsync=off"]);
        _server = ServerProcess.Start(serve, _folder["log"]);
        var ping = Unprivileged("pg_isready", ["-h", Socket, "-q"]);
        await _server.WaitUntilReadyAsync(
            async token => (await _runner.RunAsync(ping, token)).ExitCode == 0,
            StartLimit,
            cancellationToken
        );
    }

    private ProcessRequest Unprivileged(string program, string[] arguments, byte[]? input = null)
    {
        var command = new[] { $"{Programs}/{program}" }.Concat(arguments);
        var request = new ProcessRequest
        {
            Program = "setpriv",
            Arguments = [$"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", .. command],
            WorkingDirectory = _folder.Path,
            Input = input,
            TimeLimit = program == "postgres" ? null : StartLimit,
        };
        return Environment.IsPrivilegedProcess ? request : request with { Program = command.First(), Arguments = arguments };
    }
}
