using System.Text;
using Phederation.Processes;

namespace Phederation.Trust.Services;

/// <summary>
/// The PostgreSQL server of its own that the trust server keeps its metadata and its keys in. (Its memory storage forgets the snapshot
/// and timestamp keys at each stop, and then no repository can be read any more.)
/// </summary>
internal sealed class NotaryDatabase(ServiceState state, IProcessRunner processes)
{
    public const string ServerAccount = "notary_server";
    public const string SignerAccount = "notary_signer";

    /// <summary>PostgreSQL will not run as root.</summary>
    private const string UnprivilegedUser = "postgres";

    private const string SuperUser = "phederation";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Whether programs are started through setpriv as another user.</summary>
    public static bool NeedsAnotherUser => Environment.IsPrivilegedProcess;

    private string DataFolder => Path.Combine(state.DatabaseFolder, "data");

    /// <summary>Creates the database in a folder that gets its name only when everything is in it.</summary>
    public async Task CreateIfMissingAsync(string servicesFolder, CancellationToken cancellationToken)
    {
        if (Directory.Exists(DataFolder))
        {
            return;
        }

        var unfinished = DataFolder + ".unfinished";
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        await CreateFolderAsync(unfinished, cancellationToken);
        OrphanedDatabases.Mark(state.DatabaseFolder, servicesFolder);
        await RunAsync(
            "initdb",
            [
                $"--pgdata={unfinished}",
                $"--username={SuperUser}",
                "--auth-local=reject",
                "--auth-host=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-instructions",
            ],
            "",
            cancellationToken
        );

        // The single-user server takes statements on its standard input, one a line: the passwords are in no argument and no file.
        await SingleUserAsync(unfinished, "postgres", NotarySchema.Accounts(state), cancellationToken);
        await SingleUserAsync(unfinished, ServerAccount, NotarySchema.ServerTables, cancellationToken);
        await SingleUserAsync(unfinished, SignerAccount, NotarySchema.SignerTables, cancellationToken);
        Directory.Move(unfinished, DataFolder);
    }

    /// <summary>Starts the server.</summary>
    public Task<Service> StartAsync(int port, string runFolder, TimeSpan limit, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "-D",
            DataFolder,
            "-c",
            $"port={port}",
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "max_connections=30",
            "-c",
            "shared_buffers=16MB",
            "-c",
            "log_min_messages=warning",
        ];
        return Service.StartAsync(
            "postgres",
            Request("postgres", arguments),
            runFolder,
            async token =>
            {
                var result = await processes.RunAsync(
                    new ProcessRequest
                    {
                        Program = TrustPrograms.Postgres("pg_isready"),
                        Arguments = ["--quiet", "--host=127.0.0.1", $"--port={port}"],
                        TimeLimit = TimeSpan.FromSeconds(10),
                    },
                    token
                );
                return result.ExitCode == 0;
            },
            limit,
            cancellationToken
        );
    }

    /// <summary>The address of an account's database for the services' configuration.</summary>
    public static string Url(int port, string account, string password) =>
        $"postgres://{account}:{password}@127.0.0.1:{port}/{account}?sslmode=disable";

    private async Task CreateFolderAsync(string folder, CancellationToken cancellationToken)
    {
        if (!NeedsAnotherUser)
        {
            BoundedFile.CreatePrivateFolder(folder);
            return;
        }

        if (!OperatingSystem.IsWindows())
        {
            // Others may pass through to the data, which is the database user's own and closed to them.
            const UnixFileMode passable =
                UnixFileMode.UserRead
                | UnixFileMode.UserWrite
                | UnixFileMode.UserExecute
                | UnixFileMode.GroupExecute
                | UnixFileMode.OtherExecute;
            Directory.CreateDirectory(state.DatabaseFolder, passable);
        }

        BoundedFile.CreatePrivateFolder(folder);
        var result = await processes.RunAsync(
            new ProcessRequest
            {
                Program = "chown",
                Arguments = [$"{UnprivilegedUser}:{UnprivilegedUser}", folder],
                TimeLimit = Limit,
            },
            cancellationToken
        );
        if (result.ExitCode != 0)
        {
            throw new TrustException(
                TrustErrorKind.ServiceFailed,
                $"the database's folder {folder} can't be given to its user: {result.Error}"
            );
        }
    }

    private Task SingleUserAsync(string folder, string database, IEnumerable<string> statements, CancellationToken cancellationToken) =>
        RunAsync(
            "postgres",
            ["--single", "-D", folder, "-c", "exit_on_error=on", "-c", "log_min_error_statement=panic", database],
            string.Join('\n', statements) + "\n",
            cancellationToken
        );

    private async Task RunAsync(string program, string[] arguments, string input, CancellationToken cancellationToken)
    {
        var request = Request(program, arguments) with { Input = Encoding.UTF8.GetBytes(input), TimeLimit = Limit };
        ProcessResult result;
        try
        {
            result = await processes.RunAsync(request, cancellationToken);
        }
        catch (ProcessFailedException fault)
        {
            throw new TrustException(TrustErrorKind.ServiceFailed, $"the trust server's database can't be made: {fault.Message}", fault);
        }

        if (result.ExitCode != 0)
        {
            throw new TrustException(
                TrustErrorKind.ServiceFailed,
                $"the trust server's database can't be made in {state.DatabaseFolder}: {program} ended with {result.ExitCode}: "
                    + $"{result.Error}; see that the user {UnprivilegedUser} can enter the folder and that the disk has room"
            );
        }
    }

    private static ProcessRequest Request(string program, string[] arguments)
    {
        var path = TrustPrograms.Postgres(program);
        return NeedsAnotherUser
            ? new ProcessRequest
            {
                Program = "setpriv",
                Arguments =
                [
                    $"--reuid={UnprivilegedUser}",
                    $"--regid={UnprivilegedUser}",
                    "--clear-groups",
                    "--no-new-privs",
                    "--",
                    path,
                    .. arguments,
                ],
                WorkingDirectory = "/",
            }
            : new ProcessRequest
            {
                Program = path,
                Arguments = arguments,
                WorkingDirectory = "/",
            };
    }
}
