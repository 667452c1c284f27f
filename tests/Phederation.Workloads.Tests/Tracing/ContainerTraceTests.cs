using System.Diagnostics;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Seccomp.Evidences;
using Phederation.Seccomp.Recording;
using Phederation.Testing;
using Phederation.Testing.Containers;
using Phederation.Workloads.Tracing;

namespace Phederation.Workloads.Tests.Tracing;

/// <summary>Containers that somebody else started.</summary>
public sealed class ContainerTraceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 90_000)]
    public async Task What_a_running_container_does_from_now_on_is_seen_as_its_own()
    {
        Requires.Root();
        await using var scope = await EngineScope.OpenAsync(Token);
        var container = await StartAsync(scope, "while :; do stat /tmp >/dev/null; sleep 0.1; done");

        var evidence = await new ContainerTrace(scope.Engine, TimeProvider.System).RunAsync(
            container,
            TimeSpan.FromSeconds(2),
            progress: null,
            Token
        );

        Assert.Empty(evidence.Problems());
        Assert.Equal(container.Image, evidence.Subject.ImageId);
        Assert.Equal(ContainerTrace.NoWorkload, evidence.Subject.WorkloadSha256);
        var own = evidence.Syscalls.Where(call => !call.ByRuntime).Select(call => call.Name).ToList();
        Assert.Contains("wait4", own);
        Assert.Contains("execve", own);
        Assert.DoesNotContain(evidence.Syscalls, call => call.ByRuntime);
        Assert.Equal("serving", evidence.Steps[^1].Phase);
    }

    [Fact(Timeout = 90_000)]
    public async Task Processes_that_are_born_while_the_recorder_comes_are_never_taken_for_the_runtimes()
    {
        Requires.Root();
        await using var scope = await EngineScope.OpenAsync(Token);
        var storm = string.Concat(Enumerable.Repeat("while :; do (sleep 0.01; :); done & ", 30));
        var container = await StartAsync(scope, storm + "wait");

        for (var time = 0; time < 8; time++)
        {
            var evidence = await new ContainerTrace(scope.Engine, TimeProvider.System).RunAsync(
                container,
                TimeSpan.FromMilliseconds(300),
                progress: null,
                Token
            );
            Assert.DoesNotContain(evidence.Syscalls, call => call.ByRuntime);
        }
    }

    [Fact(Timeout = 90_000)]
    public async Task Program_that_is_executed_meanwhile_is_told_from_the_runtime_that_starts_it()
    {
        Requires.Root();
        await using var scope = await EngineScope.OpenAsync(Token);
        var container = await StartAsync(scope, "while :; do sleep 0.1; done");
        var trace = new ContainerTrace(scope.Engine, TimeProvider.System).RunAsync(
            container,
            TimeSpan.FromSeconds(4),
            progress: null,
            Token
        );
        await Task.Delay(TimeSpan.FromSeconds(1), Token);
        await using (
            var session = await scope.Engine.Containers.StartExecAsync(container.Id, new ExecRequest(["/bin/sh", "-c", "umask 77"]), Token)
        )
        {
            await foreach (var _ in session.ReadAsync(Token)) { }
        }

        var evidence = await trace;

        Assert.Contains(evidence.Syscalls, call => call is { Name: "umask", ByRuntime: false });
        Assert.Contains(evidence.Syscalls, call => call is { Name: "execve", ByRuntime: true });
    }

    [Fact(Timeout = 90_000)]
    public async Task Watch_ends_when_the_container_ends_or_somebody_asks_for_it()
    {
        Requires.Root();
        await using var scope = await EngineScope.OpenAsync(Token);
        var started = Stopwatch.GetTimestamp();
        var trace = new ContainerTrace(scope.Engine, TimeProvider.System);
        var lasting = await StartAsync(scope, "while :; do sleep 0.1; done");
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(2));

        var stopped = await trace.RunAsync(lasting, TimeSpan.FromHours(1), progress: null, stop.Token);
        Assert.Single(stopped.Steps);
        Assert.True(stopped.Unseen.Distinct > 0);

        var ending = await StartAsync(scope, "sleep 4");
        var ended = await trace.RunAsync(ending, TimeSpan.FromHours(1), progress: null, Token);
        Assert.Contains(ended.Syscalls, call => call.Name == "exit_group");
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60));
    }

    [Fact(Timeout = 90_000)]
    public async Task Container_without_a_filter_is_refused_with_what_to_do()
    {
        Requires.Root();
        await using var scope = await EngineScope.OpenAsync(Token);
        var container = await StartAsync(scope, "while :; do sleep 0.1; done", "seccomp=unconfined");

        var fault = await Assert.ThrowsAsync<RecorderUnavailableException>(() =>
            new ContainerTrace(scope.Engine, TimeProvider.System).RunAsync(container, TimeSpan.FromSeconds(2), progress: null, Token)
        );

        Assert.Contains("without a seccomp filter", fault.Reason, StringComparison.Ordinal);
        Assert.Contains("default profile", fault.Mend, StringComparison.Ordinal);
    }

    private static async Task<ContainerDetails> StartAsync(EngineScope scope, string script, string? security = null)
    {
        var request = scope.Request("/bin/sh", "-c", script);
        request = request with { HostConfig = request.HostConfig! with { SecurityOpt = security is null ? [] : [security] } };
        var id = await scope.Engine.Containers.CreateAsync(request, Token);
        await scope.Engine.Containers.StartAsync(id, Token);
        return (await scope.Engine.Containers.InspectAsync(id, Token))!;
    }
}
