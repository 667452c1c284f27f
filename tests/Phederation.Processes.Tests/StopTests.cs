using System.Diagnostics;
using System.Runtime.Versioning;
using Phederation.Testing;

namespace Phederation.Processes.Tests;

/// <summary>Whatever stops a run, nothing that the program started is left.</summary>
[SupportedOSPlatform("linux")]
public sealed class StopTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(500);

    private readonly TempFolder _folder = new();
    private readonly ProcessRunner _runner = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 30_000)]
    public async Task Cancelled_run_ends_as_cancelled_with_the_program_gone()
    {
        var pids = await CancelWhenReadyAsync("echo $$; exec sleep 60");

        Assert.All(pids, AssertGone);
    }

    [Fact(Timeout = 30_000)]
    public async Task Run_that_is_cancelled_before_it_starts_starts_nothing()
    {
        var mark = _folder["mark"];
        var request = new ProcessRequest { Program = "touch", Arguments = [mark] };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _runner.RunAsync(request, new CancellationToken(canceled: true)));

        Assert.False(File.Exists(mark));
    }

    [Fact(Timeout = 30_000)]
    public async Task Program_that_ends_on_request_ends_in_its_own_order()
    {
        var mark = _folder["mark"];
        await CancelWhenReadyAsync($"trap 'echo done > {mark}; exit 0' TERM; echo $$; while true; do sleep 0.05; done");

        Assert.Equal("done\n", await File.ReadAllTextAsync(mark, Cancellation));
    }

    [Fact(Timeout = 30_000)]
    public async Task Program_that_ignores_the_request_is_killed_after_the_grace()
    {
        var clock = Stopwatch.StartNew();
        var pids = await CancelWhenReadyAsync("trap '' TERM; echo $$; while true; do sleep 0.05; done", grace: Soon);

        Assert.InRange(clock.Elapsed, Soon, TimeSpan.FromSeconds(10));
        Assert.All(pids, AssertGone);
    }

    [Fact(Timeout = 30_000)]
    public async Task Children_and_their_children_are_gone_too()
    {
        var pids = await CancelWhenReadyAsync("sh -c 'sleep 60 & echo $!; sleep 61 & echo $!; wait' & echo $!; wait", count: 3);

        Assert.All(pids, AssertGone);
    }

    [Fact(Timeout = 30_000)]
    public async Task Children_that_lost_their_parent_are_gone_too()
    {
        // The inner shells have ended by the time of the stop: nothing but the session ties the sleeps to the run.
        var pids = await CancelWhenReadyAsync(
            "sh -c 'sleep 60 & echo $!'; sh -c 'trap \"\" TERM; sleep 61 & echo $!'; echo $$; exec sleep 62",
            count: 3,
            grace: Soon
        );

        Assert.All(pids, AssertGone);
    }

    [Fact(Timeout = 30_000)]
    public async Task Children_in_sessions_of_their_own_are_gone_too()
    {
        Requires.Program("setsid");
        var pids = await CancelWhenReadyAsync("setsid sh -c 'echo $$; exec sleep 60' & echo $!; wait", count: 2);

        Assert.All(pids, AssertGone);
    }

    [Fact(Timeout = 30_000)]
    public async Task Children_that_ignore_the_request_are_killed_even_where_the_program_ends_on_it()
    {
        var pids = await CancelWhenReadyAsync("(trap '' TERM; while true; do sleep 0.05; done) & echo $!; echo $$; wait", 2, Soon);

        Assert.All(pids, AssertGone);
    }

    [Fact(Timeout = 30_000)]
    public async Task Time_limit_stops_children_too()
    {
        var pids = new List<int>();
        var request = Shell("sleep 60 & echo $!; wait") with { TimeLimit = Soon, OnOutputLine = line => pids.Add(int.Parse(line)) };

        await Assert.ThrowsAsync<ProcessFailedException>(() => _runner.RunAsync(request, Cancellation));

        AssertGone(Assert.Single(pids));
    }

    [Fact(Timeout = 30_000)]
    public async Task Too_much_output_of_what_outlives_the_program_stops_it()
    {
        var pid = 0;
        var request = Shell("yes & echo $!") with
        {
            OutputLimit = 1000,
            OnOutputLine = line => pid = int.TryParse(line, out var id) ? id : pid,
        };

        await Assert.ThrowsAsync<ProcessFailedException>(() => _runner.RunAsync(request, Cancellation));

        Assert.NotEqual(0, pid);
        AssertGone(pid);
    }

    [Fact(Timeout = 30_000)]
    public async Task Other_processes_are_left_alone()
    {
        await using var other = ServerProcess.Start(new ProcessRequest { Program = "sleep", Arguments = ["60"] }, _folder["log"]);

        await CancelWhenReadyAsync("echo $$; exec sleep 60");

        Assert.False(other.HasExited);
    }

    [Fact]
    public void Process_that_has_another_start_is_another_process()
    {
        var self = ProcessIdentity.Find(Environment.ProcessId);

        Assert.NotNull(self);
        Assert.True(self.IsRunning);
        Assert.False((self with { StartTicks = self.StartTicks - 1 }).IsRunning);
        Assert.Equal(self, ProcessIdentity.Parse(self.ToString() + "\n"));
        Assert.Null(ProcessIdentity.Parse("1"));
        Assert.Null(ProcessIdentity.Parse("-1 5"));
    }

    [Fact(Timeout = 30_000)]
    public async Task Stop_of_a_reused_process_id_touches_nothing()
    {
        await using var server = ServerProcess.Start(new ProcessRequest { Program = "sleep", Arguments = ["60"] }, _folder["log"]);

        var before = server.Identity with { StartTicks = server.Identity.StartTicks - 1 };
        await before.StopAsync(TimeSpan.Zero, Cancellation);

        Assert.False(server.HasExited);
    }

    // Runs a script that prints process ids, cancels the run when they are there, and returns them.
    private async Task<List<int>> CancelWhenReadyAsync(string script, int count = 1, TimeSpan? grace = null)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var pids = new List<int>();
        var request = Shell(script) with
        {
            Grace = grace ?? TimeSpan.FromSeconds(10),
            OnOutputLine = line =>
            {
                pids.Add(int.Parse(line));
                if (pids.Count == count)
                {
                    Assert.All(pids, pid => Assert.NotNull(ProcessIdentity.Find(pid)));
                    cancellation.Cancel();
                }
            },
        };

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _runner.RunAsync(request, cancellation.Token));

        Assert.Equal(cancellation.Token, error.CancellationToken);
        return pids;
    }

    private static void AssertGone(int pid) => Assert.Null(ProcessIdentity.Find(pid));

    private static ProcessRequest Shell(string script) => new() { Program = "sh", Arguments = ["-c", script] };
}
