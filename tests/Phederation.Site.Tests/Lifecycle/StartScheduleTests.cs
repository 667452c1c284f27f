using Phederation.Site.Lifecycle;
using Phederation.Site.Release;
using Phederation.Site.Tests.Fixtures;

namespace Phederation.Site.Tests.Lifecycle;

public sealed class StartScheduleTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private readonly List<string> _begun = [];
    private readonly Dictionary<string, TaskCompletionSource<string>> _ends = [];

    [Fact(Timeout = 60_000)]
    public async Task Services_start_side_by_side_and_those_that_wait_start_when_the_others_are_up()
    {
        var run = RunAsync([
            EmptyService.Make("postgres"),
            EmptyService.Make("proxy"),
            EmptyService.Make("web", "postgres", "absent"),
            EmptyService.Make("atlas", "web", "proxy"),
        ]);
        Assert.Equal(["postgres", "proxy"], _begun);

        End("postgres");
        Assert.Equal(["postgres", "proxy", "web"], _begun);
        End("web");
        Assert.Equal(["postgres", "proxy", "web"], _begun);
        End("proxy");
        Assert.Equal(["postgres", "proxy", "web", "atlas"], _begun);
        End("atlas");

        Assert.Equal(["postgres is up", "proxy is up", "web is up", "atlas is up"], await run);
    }

    [Fact(Timeout = 60_000)]
    public async Task After_a_failure_nothing_begins_and_what_was_begun_comes_to_its_end()
    {
        var run = RunAsync([
            EmptyService.Make("postgres"),
            EmptyService.Make("proxy"),
            EmptyService.Make("web", "postgres"),
            EmptyService.Make("atlas", "proxy"),
        ]);

        Fail("postgres", ExitCode.TimedOut, "postgres is not healthy.");
        Assert.False(run.IsCompleted);
        End("proxy");

        var error = await Assert.ThrowsAsync<SiteException>(() => run);
        Assert.Equal((ExitCode.TimedOut, "postgres is not healthy."), (error.ExitCode, error.Message));
        Assert.Equal(["postgres", "proxy"], _begun);
    }

    [Fact(Timeout = 60_000)]
    public async Task Several_failures_are_all_told()
    {
        var run = RunAsync([EmptyService.Make("postgres"), EmptyService.Make("proxy"), EmptyService.Make("web", "postgres")]);

        Fail("proxy", ExitCode.Conflict, "Its port is taken.");
        Fail("postgres", ExitCode.TimedOut, "postgres is not healthy.");

        var error = await Assert.ThrowsAsync<SiteException>(() => run);
        Assert.Equal("postgres is not healthy. Its port is taken.", error.Message);
    }

    [Fact(Timeout = 60_000)]
    public async Task When_interrupted_nothing_begins_any_more()
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var run = RunAsync([EmptyService.Make("postgres"), EmptyService.Make("web", "postgres")], interrupt.Token);

        await interrupt.CancelAsync();
        End("postgres");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(["postgres"], _begun);
    }

    private Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<SiteService> services, CancellationToken? cancellationToken = null) =>
        StartSchedule.RunAsync(
            services,
            service =>
            {
                _begun.Add(service.Name);
                return (_ends[service.Name] = new TaskCompletionSource<string>()).Task;
            },
            cancellationToken ?? Token
        );

    private void End(string service) => _ends[service].SetResult($"{service} is up");

    private void Fail(string service, int exitCode, string what) =>
        _ends[service].SetException(new SiteException(exitCode, what, "Mend it."));
}
