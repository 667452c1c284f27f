using Phederation.Containers.Engine.Models;
using Phederation.Site.Lifecycle;
using Phederation.Site.Release;
using Phederation.Site.State;
using Phederation.Site.Tests.Fixtures;
using Phederation.Trust;

namespace Phederation.Site.Tests.Lifecycle;

public sealed class SiteStatusTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_healthy_site_is_shown_with_what_it_uses()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var stack = await site.StackAsync();
        await site.UpAsync(stack, Token);
        var status = await site.StatusAsync(stack, Token);

        Assert.Equal(ExitCode.Success, status.ExitCode);
        var service = Assert.Single(status.Services);
        Assert.True(service.IsAsReleased);
        Assert.Equal(("running", "healthy"), (service.State, service.Health));
        Assert.Equal(stack.Services[0].ConfigDigest.ToString(), service.ImageId);
        Assert.Equal([$"127.0.0.1:{site.Port}→8080"], service.Ports);
        Assert.Equal(64 << 20, service.MemoryLimitBytes);
        Assert.InRange(service.MemoryBytes ?? 0, 1, 64 << 20);
        Assert.InRange(service.UptimeSeconds ?? -1, 0, 100);
        Assert.Equal(0, service.Restarts);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_service_without_container_is_missing()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var status = await site.StatusAsync(await site.StackAsync(), Token);
        Assert.Equal("absent", Assert.Single(status.Services).State);
        Assert.Equal(ExitCode.Missing, status.ExitCode);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_stopped_service_is_missing()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var stack = await site.StackAsync();
        await site.UpAsync(stack, Token);
        await site.Scope.Engine.Containers.StopAsync(site.Service, cancellationToken: Token);
        var status = await site.StatusAsync(stack, Token);
        Assert.Equal("exited", Assert.Single(status.Services).State);
        Assert.Null(status.Services[0].MemoryBytes);
        Assert.Equal(ExitCode.Missing, status.ExitCode);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_service_that_differs_from_the_release_is_refused()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var stack = await site.StackAsync();
        await site.UpAsync(stack, Token);
        var status = await site.StatusAsync(await site.StackAsync(version: "2.0.0"), Token);
        Assert.NotEmpty(Assert.Single(status.Services).Drift);
        Assert.Equal(ExitCode.Refused, status.ExitCode);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_container_of_the_site_that_is_in_no_release_is_shown_and_refused()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var stack = await site.StackAsync();
        await site.UpAsync(stack, Token);
        var state = await new SiteStateStore(site.State).LoadAsync(Token);
        var extra = site.Scope.Request("/bin/sleep", "60") with
        {
            Name = site.Service + "-extra",
            Labels = new Dictionary<string, string>(site.Scope.Labels) { [SiteNames.SiteLabel] = state!.SiteId },
        };
        await site.Scope.Engine.Containers.CreateAsync(extra, Token);
        var status = await site.StatusAsync(stack, Token);
        Assert.Equal([site.Service, site.Service + "-extra"], status.Services.Select(service => service.Service));
        Assert.Equal(ExitCode.Refused, status.ExitCode);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_runs_under_a_refused_release_is_shown_as_not_verified()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        await site.UpAsync(await site.StackAsync(), Token);
        var refused = new SiteVerification("", [], [], [new Refusal(RefusalCode.Altered, "it changed", "release.json", "copy it again")]);
        var state = await new SiteStateStore(site.State).LoadAsync(Token);
        var status = await new SiteStatusReader(site.Scope.Engine, TimeProvider.System).ReadAsync(refused, state, Token);
        Assert.Equal(ExitCode.Refused, status.ExitCode);
        Assert.Contains("it changed", Assert.Single(status.Refusals));
        Assert.Equal("running", Assert.Single(status.Services).State);
        Assert.False(status.Services[0].IsProfileVerified);
        Assert.Equal("local", status.Policy);
    }

    [Theory]
    [InlineData("healthy", ExitCode.Success)]
    [InlineData("starting", ExitCode.TimedOut)]
    [InlineData("unhealthy", ExitCode.TimedOut)]
    [InlineData("none", ExitCode.TimedOut)]
    public void Only_healthy_is_a_success(string health, int code)
    {
        var service = new ServiceStatus
        {
            Service = "x",
            State = "running",
            Health = health,
            IsProfileVerified = true,
            Drift = [],
            Ports = [],
        };
        Assert.Equal(code, new SiteStatus("1", "local", [], [service]).ExitCode);
    }
}
