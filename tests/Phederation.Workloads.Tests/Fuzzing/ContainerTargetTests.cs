using Phederation.Containers.Engine;
using Phederation.Fuzzing;
using Phederation.Fuzzing.Scenarios;
using Phederation.Testing;
using Phederation.Testing.Containers;
using Phederation.Workloads.Fuzzing;

namespace Phederation.Workloads.Tests.Fuzzing;

public sealed class ContainerTargetTests
{
    private const string Service =
        "trap 'echo hup' HUP; trap 'exit 3' TERM; echo begun; while true; do sleep 0.05; test -f /tmp/die && rm /tmp/die && exit 1; done";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Container_is_reloaded_restarted_and_killed_and_such_ends_are_not_unasked()
    {
        await using var scope = await EngineScope.OpenAsync(Cancellation);
        var id = await scope.RunAsync(Cancellation, "/bin/sh", "-c", Service);
        await scope.Engine.Containers.LogWithAsync(id, "begun", Cancellation);
        await using var target = await WatchAsync(scope, new ContainerTargetOptions { Container = id, ReloadSignal = "SIGHUP" });

        Assert.Equal([TargetEvent.Reload, TargetEvent.Restart, TargetEvent.Kill], target.Events.Order());
        Assert.Null(await target.CauseAsync(TargetEvent.Reload, Cancellation));
        await scope.Engine.Containers.LogWithAsync(id, "hup", Cancellation);
        Assert.Equal(3, await target.CauseAsync(TargetEvent.Restart, Cancellation));
        Assert.Equal(137, await target.CauseAsync(TargetEvent.Kill, Cancellation));

        Assert.True(await IsRunningAsync(scope, id));
        var vitals = await target.LookAsync(Cancellation);
        Assert.Equal((0, 0), (vitals.UnaskedEnds, vitals.OutOfMemoryEnds));
        Assert.InRange(vitals.MemoryBytes!.Value, 1024, 1L << 30);
    }

    [Fact(Timeout = 120_000)]
    public async Task End_that_nobody_asked_for_is_counted_and_the_container_started_again()
    {
        await using var scope = await EngineScope.OpenAsync(Cancellation);
        var id = await scope.RunAsync(Cancellation, "/bin/sh", "-c", Service);
        await scope.Engine.Containers.LogWithAsync(id, "begun", Cancellation);
        await using var target = await WatchAsync(scope, new ContainerTargetOptions { Container = id });

        await scope.Engine.Containers.KillAsync(id, "SIGTERM", Cancellation);
        await scope.Engine.Containers.WaitAsync(id, cancellationToken: Cancellation);
        while ((await target.LookAsync(Cancellation)).UnaskedEnds == 0)
        {
            await Task.Delay(20, Cancellation);
        }

        await target.ReviveAsync(Cancellation);

        Assert.True(await IsRunningAsync(scope, id));
        Assert.Equal(1, (await target.LookAsync(Cancellation)).UnaskedEnds);
    }

    [Fact(Timeout = 120_000)]
    public async Task Dependency_is_away_until_it_is_given_back()
    {
        await using var scope = await EngineScope.OpenAsync(Cancellation);
        var id = await scope.RunAsync(Cancellation, "/bin/sh", "-c", Service);
        var dependency = await scope.RunAsync(Cancellation, "/bin/sh", "-c", Service);
        await using (var target = await WatchAsync(scope, new ContainerTargetOptions { Container = id, Dependency = dependency }))
        {
            await target.CauseAsync(TargetEvent.DependencyAway, Cancellation);
            Assert.False(await IsRunningAsync(scope, dependency));
            await target.RestoreAsync(Cancellation);
            Assert.True(await IsRunningAsync(scope, dependency));
            await target.CauseAsync(TargetEvent.DependencyRestart, Cancellation);
            Assert.True(await IsRunningAsync(scope, dependency));

            await target.CauseAsync(TargetEvent.DependencyAway, Cancellation);
        }

        // Nothing is left away at the end.
        Assert.True(await IsRunningAsync(scope, dependency));
    }

    [Fact(Timeout = 120_000)]
    public async Task Small_disk_of_a_container_is_filled_and_given_back_and_no_other()
    {
        Requires.Root();
        await using var scope = await EngineScope.OpenAsync(Cancellation);
        var request = scope.Request("/bin/sh", "-c", Service);
        var id = await scope.Engine.Containers.CreateAsync(
            request with
            {
                HostConfig = request.HostConfig! with { Tmpfs = new Dictionary<string, string> { ["/data"] = "size=1m" } },
            },
            Cancellation
        );
        await scope.Engine.Containers.StartAsync(id, Cancellation);
        await using var target = await WatchAsync(scope, new ContainerTargetOptions { Container = id, Disk = "/data" });
        await using var other = await WatchAsync(scope, new ContainerTargetOptions { Container = id, Disk = "/tmp" });

        await target.CauseAsync(TargetEvent.DiskFull, Cancellation);
        var full = await WriteAsync(scope, id);
        await target.RestoreAsync(Cancellation);
        var free = await WriteAsync(scope, id);

        Assert.Equal((1, 0), (full, free));
        var error = await Assert.ThrowsAsync<FuzzException>(() => other.CauseAsync(TargetEvent.DiskFull, Cancellation));
        Assert.Equal(FuzzErrorKind.Usage, error.Kind);
    }

    [Fact(Timeout = 120_000)]
    public async Task Container_that_is_not_there_is_said_to_be_missing()
    {
        await using var scope = await EngineScope.OpenAsync(Cancellation);

        var error = await Assert.ThrowsAsync<FuzzException>(() =>
            WatchAsync(scope, new ContainerTargetOptions { Container = "phederation-none" })
        );

        Assert.Equal(FuzzErrorKind.Missing, error.Kind);
    }

    private static Task<ContainerTarget> WatchAsync(EngineScope scope, ContainerTargetOptions options) =>
        ContainerTarget.WatchAsync(scope.Engine, options with { Grace = TimeSpan.FromSeconds(5) }, TimeProvider.System, Cancellation);

    private static async Task<bool> IsRunningAsync(EngineScope scope, string id) =>
        (await scope.Engine.Containers.InspectAsync(id, Cancellation))!.State.Running;

    private static async Task<int> WriteAsync(EngineScope scope, string id) =>
        (
            await scope.Engine.Containers.ExecAsync(
                id,
                new ExecRequest(["/bin/dd", "if=/dev/zero", "of=/data/file", "bs=1k", "count=64"]),
                Cancellation
            )
        ).ExitCode;
}
