using System.Globalization;
using System.Runtime.Versioning;
using Phederation.Testing;

namespace Phederation.Processes.Tests;

[SupportedOSPlatform("linux")]
public sealed class ServerProcessTests : IDisposable
{
    // The signals 32 and 33 are the C library's own; it ignores them in what it spawns, and a program's C library takes them back.
    private const long CLibrarySignals = 0x1_8000_0000;

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 30_000)]
    public async Task Output_and_error_go_to_the_log_after_what_is_there()
    {
        var log = _folder.Write("logs/server.log", "before\n");
        await using var server = ServerProcess.Start(Shell("echo out; echo err >&2; exit 3"), log);

        Assert.Equal(3, await server.WaitForExitAsync(Cancellation));

        Assert.Equal("before\nout\nerr\n", await File.ReadAllTextAsync(log, Cancellation));
        Assert.Equal("before\nout\nerr", server.LogTail());
    }

    [Fact(Timeout = 30_000)]
    public async Task Folder_of_the_log_is_made()
    {
        await using var server = ServerProcess.Start(Shell("exit 0"), _folder["a/b/log"]);

        Assert.Equal(0, await server.WaitForExitAsync(Cancellation));
        Assert.True(File.Exists(_folder["a/b/log"]));
    }

    [Fact(Timeout = 30_000)]
    public async Task Working_directory_arguments_and_environment_reach_the_server()
    {
        var request = Shell("pwd; echo \"$1|$ONE|${HOME-none}\"") with
        {
            Arguments = ["-c", "pwd; echo \"$1|$ONE|${HOME-none}\"", "sh", "a b\"ä"],
            WorkingDirectory = _folder.Path,
            Environment = new Dictionary<string, string?> { ["ONE"] = "1=1", ["HOME"] = null },
        };

        await using var server = ServerProcess.Start(request, _folder["log"]);
        await server.WaitForExitAsync(Cancellation);

        Assert.Equal($"{_folder.Path}\na b\"ä|1=1|none", server.LogTail());
    }

    [Fact(Timeout = 30_000)]
    public async Task Server_begins_with_signals_as_from_a_shell_and_nothing_inherited()
    {
        using var inherited = File.OpenRead("/proc/self/status");
        await using var server = ServerProcess.Start(Sleep(), _folder["log"]);
        await WaitForProgramAsync(server, "sleep");

        await AssertDetachedAsync(server.ProcessId, _folder["log"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Wait_ends_when_the_server_is_ready()
    {
        var ready = _folder["ready"];
        await using var server = ServerProcess.Start(Shell($"sleep 0.2; touch {ready}; exec sleep 60"), _folder["log"]);

        await server.WaitUntilReadyAsync(_ => Task.FromResult(File.Exists(ready)), Long, Cancellation);

        Assert.False(server.HasExited);
        Assert.Null(server.ExitCode);
    }

    [Fact(Timeout = 30_000)]
    public async Task Server_that_ends_before_it_is_ready_fails_the_wait_with_its_log()
    {
        await using var server = ServerProcess.Start(Shell("echo the port is taken >&2; exit 9"), _folder["log"]);

        var error = await Assert.ThrowsAsync<ProcessFailedException>(() =>
            server.WaitUntilReadyAsync(_ => Task.FromResult(false), Long, Cancellation)
        );

        Assert.Equal((ProcessFailure.ExitCode, 9, "the port is taken"), (error.Failure, error.ExitCode, error.ErrorTail));
    }

    [Fact(Timeout = 30_000)]
    public async Task Server_that_is_never_ready_fails_the_wait_and_runs_on()
    {
        await using var server = ServerProcess.Start(Shell("echo starting; exec sleep 60"), _folder["log"]);

        var error = await Assert.ThrowsAsync<ProcessFailedException>(() =>
            server.WaitUntilReadyAsync(_ => Task.FromResult(false), TimeSpan.FromMilliseconds(300), Cancellation)
        );

        Assert.Equal((ProcessFailure.TimedOut, "starting"), (error.Failure, error.ErrorTail));
        Assert.False(server.HasExited);
    }

    [Fact(Timeout = 30_000)]
    public async Task Stop_lets_the_server_end_in_order()
    {
        var request = Shell("trap 'echo bye; exit 5' TERM; echo ready; while true; do sleep 0.05; done");
        await using var server = ServerProcess.Start(request, _folder["log"]);
        await WaitForLogAsync(server, "ready");

        await server.StopAsync(Long, Cancellation);

        Assert.Equal((5, "ready\nbye"), (server.ExitCode, server.LogTail()));
    }

    [Fact(Timeout = 30_000)]
    public async Task Stop_kills_a_server_that_ignores_it_with_its_children()
    {
        var request = Shell("trap '' TERM; sleep 60 & echo $!; echo ready; while true; do sleep 0.05; done");
        await using var server = ServerProcess.Start(request, _folder["log"]);
        await WaitForLogAsync(server, "ready");
        var child = int.Parse(server.LogTail().Split('\n')[0]);

        await server.StopAsync(TimeSpan.FromMilliseconds(300), Cancellation);

        Assert.Equal(128 + 9, server.ExitCode);
        Assert.Null(ProcessIdentity.Find(child));
    }

    [Fact(Timeout = 30_000)]
    public async Task Disposal_stops_the_server_and_what_it_left_behind()
    {
        int pid;
        int orphan;
        await using (var server = ServerProcess.Start(Shell("sh -c 'sleep 60 & echo $!'; echo ready; exec sleep 61"), _folder["log"]))
        {
            await WaitForLogAsync(server, "ready");
            pid = server.ProcessId;
            orphan = int.Parse(server.LogTail().Split('\n')[0]);
            Assert.NotNull(ProcessIdentity.Find(orphan));
        }

        Assert.False(Directory.Exists($"/proc/{pid}"));
        Assert.Null(ProcessIdentity.Find(orphan));
    }

    [Fact(Timeout = 30_000)]
    public async Task Stop_of_a_server_that_has_ended_is_harmless()
    {
        await using var server = ServerProcess.Start(Shell("exit 4"), _folder["log"]);
        await server.WaitForExitAsync(Cancellation);

        await server.StopAsync(Long, Cancellation);
        await server.StopAsync(Long, Cancellation);

        Assert.Equal(4, server.ExitCode);
    }

    [Fact]
    public void Missing_server_is_named_with_how_to_get_it()
    {
        var request = new ProcessRequest { Program = "phederation-no-such-server" };

        var error = Assert.Throws<ProcessFailedException>(() => ServerProcess.Start(request, _folder["log"]));

        Assert.Equal(ProcessFailure.NotFound, error.Failure);
        Assert.Contains("'phederation-no-such-server'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Program_that_the_system_can_not_execute_is_an_error_at_the_start()
    {
        var broken = _folder.Write("broken", "#!/no/such/interpreter\n");
        File.SetUnixFileMode(broken, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var error = Assert.Throws<ProcessFailedException>(() =>
            ServerProcess.Start(new ProcessRequest { Program = broken }, _folder["log"])
        );

        Assert.Equal(ProcessFailure.NotStarted, error.Failure);
    }

    [Fact]
    public void Request_that_a_server_can_not_fulfil_is_refused()
    {
        var request = Sleep() with { TimeLimit = Long };

        Assert.Throws<ArgumentException>(() => ServerProcess.Start(request, _folder["log"]));
    }

    [Fact(Timeout = 30_000)]
    public async Task Daemon_holds_nothing_of_this_process_and_is_found_again_by_its_identity()
    {
        var daemon = DetachedProcess.Start(Sleep(), _folder["daemon.log"]);
        try
        {
            await WaitUntilAsync(() => Program(daemon.ProcessId) == "sleep");
            await AssertDetachedAsync(daemon.ProcessId, _folder["daemon.log"]);
            Assert.False(daemon.HasExited);
        }
        finally
        {
            var again = ProcessIdentity.Parse(daemon.Identity.ToString());
            Assert.NotNull(again);
            await again.StopAsync(Long, Cancellation);
        }

        Assert.Equal(128 + 15, daemon.ExitCode);
        Assert.False(Directory.Exists($"/proc/{daemon.ProcessId}"));
    }

    private static async Task AssertDetachedAsync(int pid, string log)
    {
        // While it starts, the program itself opens libraries for moments.
        string[] expected = ["0 /dev/null", $"1 {log}", $"2 {log}"];
        await WaitUntilAsync(() => Descriptors(pid).SequenceEqual(expected));
        var status = File.ReadAllLines($"/proc/{pid}/status");
        Assert.Equal((0L, 0L), (Signals(status, "SigBlk"), Signals(status, "SigIgn") & ~CLibrarySignals));
        Assert.Contains($"NSsid:\t{pid}", status);
    }

    private static IEnumerable<string> Descriptors(int pid) =>
        Directory.EnumerateFiles($"/proc/{pid}/fd").Select(path => $"{Path.GetFileName(path)} {new FileInfo(path).LinkTarget}").Order();

    private static long Signals(string[] status, string name) =>
        long.Parse(status.Single(line => line.StartsWith(name, StringComparison.Ordinal)).Split('\t')[1], NumberStyles.AllowHexSpecifier);

    private static Task WaitForLogAsync(ServerProcess server, string line) =>
        WaitUntilAsync(() => server.LogTail().Split('\n').Contains(line));

    private static Task WaitForProgramAsync(ServerProcess server, string name) => WaitUntilAsync(() => Program(server.ProcessId) == name);

    private static string Program(int pid) => File.ReadAllText($"/proc/{pid}/comm").Trim();

    private static async Task WaitUntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Delay(10, Cancellation);
        }
    }

    private static ProcessRequest Sleep() => new() { Program = "sleep", Arguments = ["60"] };

    private static ProcessRequest Shell(string script) => new() { Program = "sh", Arguments = ["-c", script] };
}
