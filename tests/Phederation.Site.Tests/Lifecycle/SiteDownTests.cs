using Phederation.Containers.Engine.Models;
using Phederation.Site.Lifecycle;
using Phederation.Site.State;
using Phederation.Site.Tests.Fixtures;

namespace Phederation.Site.Tests.Lifecycle;

public sealed class SiteDownTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Containers_and_network_go_and_data_stays_for_the_next_time()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var stack = await site.StackAsync();
        await site.UpAsync(stack, Token);
        var neighbour = await site.Scope.RunAsync(Token, "/bin/sleep", "600");

        var result = await DownAsync(site, new DownOptions());
        Assert.Equal([site.Service], result.Containers);
        Assert.Equal([site.Scope.Id + "-net"], result.Networks);
        Assert.Empty(result.DeletedVolumes);
        Assert.Equal([site.Scope.Id + $"-{site.Service}-secrets", site.Volume], result.KeptVolumes);
        Assert.Null(await site.Scope.Engine.Containers.InspectAsync(site.Service, Token));
        Assert.NotNull(await site.Scope.Engine.Volumes.InspectAsync(site.Volume, Token));
        Assert.Equal("running", (await site.Scope.Engine.Containers.InspectAsync(neighbour, Token))?.State.Status);

        Assert.Equal(ServiceChange.Created, (await site.UpAsync(stack, Token)).Services[0].Change);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_service_gets_its_own_signal_and_time_to_end()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        const string slow =
            "trap 'sleep 2; touch /run/x 2>/dev/null; echo saved all; exit 0' INT; touch /tmp/ready; while :; do sleep 0.1; done";
        var stack = await site.StackAsync(slow, contract: site.Contract with { StopSignal = "SIGINT", StopSeconds = 20 });
        await site.UpAsync(stack, Token);
        var container = await site.ContainerAsync(Token);
        Assert.Equal("SIGINT", container.Config.StopSignal);
        var exited = site.Scope.Engine.Containers.WaitAsync(container.Id, cancellationToken: Token);
        await DownAsync(site, new DownOptions());
        Assert.Equal(0, await exited);
    }

    [Fact(Timeout = 120_000)]
    public async Task Data_is_deleted_only_when_that_is_confirmed()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        await site.UpAsync(await site.StackAsync(), Token);
        var error = await Assert.ThrowsAsync<SiteException>(() => DownAsync(site, new DownOptions { IsDeletingVolumes = true }));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains(site.Volume, error.Message);
        Assert.Equal("running", (await site.ContainerAsync(Token)).State.Status);

        var result = await DownAsync(site, new DownOptions { IsDeletingVolumes = true, IsConfirmed = true });
        Assert.Contains(site.Volume, result.DeletedVolumes);
        Assert.Null(await site.Scope.Engine.Volumes.InspectAsync(site.Volume, Token));
        Assert.True(File.Exists(Path.Combine(site.State.SecretsFolder, "token")));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_paused_service_is_taken_down_too()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        await site.UpAsync(await site.StackAsync(), Token);
        await site.Scope.Engine.Containers.PauseAsync(site.Service, Token);
        Assert.Equal([site.Service], (await DownAsync(site, new DownOptions())).Containers);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_is_down_can_be_taken_down_again()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        await site.UpAsync(await site.StackAsync(), Token);
        await DownAsync(site, new DownOptions());
        var result = await DownAsync(site, new DownOptions());
        Assert.Empty(result.Containers);
        Assert.Empty(result.Networks);
    }

    [Fact(Timeout = 120_000)]
    public async Task Objects_of_another_site_stay()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        await using var other = await SmallSite.OpenAsync(Token);
        await site.UpAsync(await site.StackAsync(), Token);
        await other.UpAsync(await other.StackAsync(), Token);
        await DownAsync(site, new DownOptions { IsDeletingVolumes = true, IsConfirmed = true });
        Assert.Equal("running", (await other.ContainerAsync(Token)).State.Status);
        Assert.NotNull(await other.Scope.Engine.Volumes.InspectAsync(other.Volume, Token));
    }

    [Fact]
    public void A_folder_without_a_site_is_said()
    {
        var error = Assert.Throws<SiteException>(() => SiteDown.Require(null, new StateFolder("/nowhere")));
        Assert.Equal(ExitCode.Missing, error.ExitCode);
    }

    private static async Task<DownResult> DownAsync(SmallSite site, DownOptions options) =>
        await new SiteDown(site.Scope.Engine, new Events()).RunAsync(
            (await new SiteStateStore(site.State).LoadAsync(Token))!,
            options,
            Token
        );
}
