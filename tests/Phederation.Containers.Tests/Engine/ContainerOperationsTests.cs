using System.Text;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Testing.Containers;

namespace Phederation.Containers.Tests.Engine;

public sealed class ContainerOperationsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Container_lives_from_creation_to_removal()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var containers = scope.Engine.Containers;
        var id = await containers.CreateAsync(scope.Request("/bin/sh", "-c", "exit 7") with { Name = scope.Id }, Token);

        var created = await containers.InspectAsync(scope.Id, Token);
        Assert.Equal(id, created!.Id);
        Assert.Equal("created", created.State.Status);
        Assert.Equal(scope.ImageId, created.Image);

        var waiting = containers.WaitAsync(id, WaitCondition.NextExit, Token);
        await containers.StartAsync(id, Token);
        Assert.Equal(7, await waiting);
        Assert.Equal(7, (await containers.InspectAsync(id, Token))!.State.ExitCode);
        Assert.Equal([id], (await containers.ListAsync([scope.LabelFilter], cancellationToken: Token)).Select(container => container.Id));
        Assert.Empty(await containers.ListAsync([scope.LabelFilter], all: false, Token));

        Assert.True(await containers.RemoveAsync(id, cancellationToken: Token));
        Assert.False(await containers.RemoveAsync(id, cancellationToken: Token));
        Assert.Null(await containers.InspectAsync(id, Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Kill_and_stop_end_the_main_process()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var containers = scope.Engine.Containers;
        var id = await scope.RunAsync(Token, "/bin/sleep", "600");
        await containers.KillAsync(id, cancellationToken: Token);
        Assert.Equal(137, await containers.WaitAsync(id, cancellationToken: Token));

        await containers.RestartAsync(id, TimeSpan.FromSeconds(1), Token);
        Assert.True((await containers.InspectAsync(id, Token))!.State.Running);
        await containers.StartAsync(id, Token);
        await containers.StopAsync(id, TimeSpan.FromSeconds(1), Token);
        await containers.StopAsync(id, TimeSpan.FromSeconds(1), Token);
        Assert.False((await containers.InspectAsync(id, Token))!.State.Running);
        var refusal = await Assert.ThrowsAsync<EngineException>(() => containers.KillAsync(id, cancellationToken: Token));
        Assert.Equal(EngineErrorKind.Conflict, refusal.Kind);
    }

    [Fact(Timeout = 60_000)]
    public async Task Logs_keep_both_outputs_apart()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var id = await scope.RunAsync(Token, "/bin/sh", "-c", "echo out; echo err >&2; sleep 0.2; echo late");
        var output = new StringBuilder();
        var error = new StringBuilder();
        await foreach (var chunk in scope.Engine.Containers.LogsAsync(id, new LogOptions { Follow = true }, Token))
        {
            (chunk.Source == LogSource.Error ? error : output).Append(Encoding.UTF8.GetString(chunk.Data.Span));
        }

        Assert.Equal("out\nlate\n", output.ToString());
        Assert.Equal("err\n", error.ToString());
        Assert.Equal("late\n", await scope.Engine.Containers.LogTextAsync(id, new LogOptions { Tail = 1 }, cancellationToken: Token));
        Assert.Equal("ate\n", await scope.Engine.Containers.LogTextAsync(id, new LogOptions { Error = false }, limit: 4, Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Log_of_a_container_with_a_terminal_is_read_without_frames()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var id = await scope.Engine.Containers.CreateAsync(
            scope.Request("/bin/sh", "-c", "echo out; echo err >&2") with
            {
                Tty = true,
            },
            Token
        );
        await scope.Engine.Containers.StartAsync(id, Token);
        await scope.Engine.Containers.WaitAsync(id, cancellationToken: Token);
        Assert.Equal("out\r\nerr\r\n", await scope.Engine.Containers.LogTextAsync(id, cancellationToken: Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Following_a_log_ends_when_cancelled()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var id = await scope.RunAsync(Token, "/bin/sh", "-c", "echo here; exec sleep 600");
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in scope.Engine.Containers.LogsAsync(id, new LogOptions { Follow = true }, cancellation.Token))
            {
                await cancellation.CancelAsync();
            }
        });
        Assert.True((await scope.Engine.Containers.InspectAsync(id, Token))!.State.Running);
    }

    [Fact(Timeout = 60_000)]
    public async Task Exec_returns_both_outputs_and_the_exit_code()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var id = await scope.RunAsync(Token, "/bin/sleep", "600");
        var result = await scope.Engine.Containers.ExecAsync(
            id,
            new ExecRequest(["/bin/sh", "-c", "echo $GREETING; id -u; pwd; echo bad >&2; exit 3"])
            {
                Environment = new Dictionary<string, string> { ["GREETING"] = "a b" },
                User = "1234:1234",
                WorkingDirectory = "/tmp",
            },
            Token
        );
        Assert.Equal(new ExecResult(3, "a b\n1234\n/tmp\n", "bad\n", IsTruncated: false), result);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5_000_000)]
    public async Task Exec_feeds_input_and_its_end(int length)
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var id = await scope.RunAsync(Token, "/bin/sleep", "600");
        var input = new byte[length];
        for (var i = 0; i < length; i++)
        {
            input[i] = (byte)('a' + (i % 26));
        }

        var result = await scope.Engine.Containers.ExecAsync(id, new ExecRequest(["/bin/cat"]) { Input = input }, Token);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(Encoding.ASCII.GetString(input), result.Output);
    }

    [Fact(Timeout = 60_000)]
    public async Task Exec_of_a_process_that_ignores_its_input_still_ends()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var id = await scope.RunAsync(Token, "/bin/sleep", "600");
        var result = await scope.Engine.Containers.ExecAsync(
            id,
            new ExecRequest(["/bin/echo", "done"]) { Input = new byte[8_000_000] },
            Token
        );
        Assert.Equal("done\n", result.Output);
    }

    [Fact(Timeout = 60_000)]
    public async Task Exec_keeps_no_more_than_its_limit()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var id = await scope.RunAsync(Token, "/bin/sleep", "600");
        var result = await scope.Engine.Containers.ExecAsync(
            id,
            new ExecRequest(["/bin/dd", "if=/dev/zero", "bs=1000000", "count=20"]) { OutputLimit = 1000 },
            Token
        );
        Assert.True(result.IsTruncated);
        Assert.Equal(1000, result.Output.Length);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task Exec_session_talks_with_the_process()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var id = await scope.RunAsync(Token, "/bin/sleep", "600");
        var request = new ExecRequest(["/bin/sh", "-c", "while read line; do echo got $line; done; exit 5"]);
        await using var session = await scope.Engine.Containers.StartExecAsync(id, request, Token);
        await using var output = session.ReadAsync(Token).GetAsyncEnumerator(Token);
        foreach (var word in new[] { "one", "two" })
        {
            await session.WriteAsync(Encoding.ASCII.GetBytes(word + "\n"), Token);
            Assert.True(await output.MoveNextAsync());
            Assert.Equal($"got {word}\n", Encoding.ASCII.GetString(output.Current.Data.Span));
        }

        await session.CloseInputAsync(Token);
        Assert.False(await output.MoveNextAsync());
        Assert.Equal(5, await session.ExitCodeAsync(Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Exec_of_a_missing_program_ends_with_its_shell_code_or_a_refusal()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var id = await scope.RunAsync(Token, "/bin/sleep", "600");
        try
        {
            var result = await scope.Engine.Containers.ExecAsync(id, new ExecRequest(["/no/such/program"]), Token);
            Assert.InRange(result.ExitCode, 126, 127);
        }
        catch (EngineException refusal)
        {
            Assert.Contains("/no/such/program", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Exec_in_a_stopped_container_is_a_conflict()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var id = await scope.Engine.Containers.CreateAsync(scope.Request("/bin/true"), Token);
        var refusal = await Assert.ThrowsAsync<EngineException>(() =>
            scope.Engine.Containers.ExecAsync(id, new ExecRequest(["/bin/true"]), Token)
        );
        Assert.Equal(EngineErrorKind.Conflict, refusal.Kind);
        Assert.Contains("is not running", refusal.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Stats_show_memory_and_processes()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var request = scope.Request("/bin/sleep", "600");
        var id = await scope.Engine.Containers.CreateAsync(
            request with
            {
                HostConfig = request.HostConfig! with { Memory = 32 << 20, PidsLimit = 17 },
            },
            Token
        );
        await scope.Engine.Containers.StartAsync(id, Token);
        var stats = await scope.Engine.Containers.StatsAsync(id, Token);
        Assert.Equal(1, stats.Pids.Current);
        Assert.Equal(17UL, stats.Pids.Limit);
        Assert.Equal(32UL << 20, stats.Memory.Limit);
        Assert.True(stats.Memory.Usage > 0);
        var followed = 0;
        await foreach (var sample in scope.Engine.Containers.StatsStreamAsync(id, Token))
        {
            Assert.Equal(17UL, sample.Pids.Limit);
            if (++followed == 2)
            {
                break;
            }
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Prune_removes_what_carries_the_label_and_nothing_else()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        await using var other = await EngineScope.OpenAsync(Token);
        var mine = await scope.Engine.Containers.CreateAsync(scope.Request("/bin/true"), Token);
        var theirs = await other.Engine.Containers.CreateAsync(other.Request("/bin/true"), Token);
        var pruned = await scope.Engine.Containers.PruneAsync([scope.LabelFilter], Token);
        Assert.Equal([mine], pruned.Removed);
        Assert.NotNull(await scope.Engine.Containers.InspectAsync(theirs, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => scope.Engine.Containers.PruneAsync([], Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Name_that_is_taken_is_a_conflict_and_an_absent_image_is_not_found()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        await scope.Engine.Containers.CreateAsync(scope.Request("/bin/true") with { Name = scope.Id }, Token);
        var taken = await Assert.ThrowsAsync<EngineException>(() =>
            scope.Engine.Containers.CreateAsync(scope.Request("/bin/true") with { Name = scope.Id }, Token)
        );
        Assert.Equal(EngineErrorKind.Conflict, taken.Kind);
        Assert.Contains(scope.Id, taken.Message, StringComparison.Ordinal);
        var absent = await Assert.ThrowsAsync<EngineException>(() =>
            scope.Engine.Containers.CreateAsync(scope.Request("/bin/true") with { Image = "sha256:" + new string('0', 64) }, Token)
        );
        Assert.Equal(EngineErrorKind.NotFound, absent.Kind);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a\0b")]
    public async Task Name_that_would_change_the_request_is_refused(string name)
    {
        using var engine = EngineClient.Connect(EngineEndpoint.Default);
        await Assert.ThrowsAsync<EngineException>(() => engine.Containers.StartAsync(name, Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Inspection_shows_what_was_asked_for()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var id = await scope.Engine.Containers.CreateAsync(
            scope.Request("/bin/true") with
            {
                Env = ["A=1"],
                HostConfig = new HostConfig
                {
                    NetworkMode = "none",
                    CapDrop = ["ALL"],
                    Ulimits =
                    [
                        new ContainerUlimit
                        {
                            Name = "nofile",
                            Soft = 100,
                            Hard = 200,
                        },
                    ],
                    RestartPolicy = new RestartPolicy { Name = "on-failure", MaximumRetryCount = 3 },
                },
            },
            Token
        );
        var details = (await scope.Engine.Containers.InspectAsync(id, Token))!;
        Assert.Contains("A=1", details.Config.Env);
        Assert.Equal(["ALL"], details.HostConfig.CapDrop);
        Assert.Equal(
            new ContainerUlimit
            {
                Name = "nofile",
                Soft = 100,
                Hard = 200,
            },
            Assert.Single(details.HostConfig.Ulimits!)
        );
        Assert.Equal(3, details.HostConfig.RestartPolicy!.MaximumRetryCount);
        Assert.NotNull(details.Created);
        Assert.Null(details.State.StartedAt);
    }
}
