using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Site.Images;
using Phederation.Site.Lifecycle;
using Phederation.Site.Release;
using Phederation.Site.State;
using Phederation.Site.Tests.Fixtures;
using Phederation.Testing.Containers;

namespace Phederation.Site.Tests.Lifecycle;

public sealed class SiteUpTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_site_comes_up_once_and_then_stays_as_it_is()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var stack = await site.StackAsync();

        var first = await site.UpAsync(stack, Token);
        Assert.Equal(ServiceChange.Created, Assert.Single(first.Services).Change);
        Assert.Equal([$"127.0.0.1:{site.Port}"], first.Services[0].Addresses);
        var secret = Assert.Single(first.GeneratedSecrets);
        Assert.DoesNotContain(await File.ReadAllTextAsync(secret, Token), site.Events.Text);
        var container = await site.ContainerAsync(Token);

        var second = await site.UpAsync(stack, Token);
        Assert.Equal(ServiceChange.None, Assert.Single(second.Services).Change);
        Assert.Empty(second.GeneratedSecrets);
        var same = await site.ContainerAsync(Token);
        Assert.Equal(container.Id, same.Id);
        Assert.Equal(container.State.StartedAt, same.State.StartedAt);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_container_is_held_as_the_contract_says()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var stack = await site.StackAsync();
        await site.UpAsync(stack, Token);
        var container = await site.ContainerAsync(Token);

        Assert.Equal(stack.Services[0].ConfigDigest.ToString(), container.Image);
        Assert.Equal("999:999", container.Config.User);
        var host = container.HostConfig;
        Assert.True(host.ReadonlyRootfs);
        Assert.Equal(["ALL"], host.CapDrop);
        Assert.Contains("no-new-privileges", host.SecurityOpt!);
        Assert.Contains("seccomp=" + stack.Services[0].ProfileJson, host.SecurityOpt!);
        Assert.Equal(64 << 20, host.Memory);
        Assert.Equal(host.Memory, host.MemorySwap);
        Assert.Equal(500_000_000, host.NanoCpus);
        Assert.Equal(512, host.CpuShares);
        Assert.Equal(40, host.PidsLimit);
        Assert.Equal("on-failure", host.RestartPolicy?.Name);
        Assert.Equal(5, host.RestartPolicy?.MaximumRetryCount);
        Assert.Equal("127.0.0.1", Assert.Single(container.NetworkSettings.Ports["8080/tcp"]!).HostIp);
        Assert.Equal([site.Scope.Id + "-net"], container.NetworkSettings.Networks.Keys);

        var seen = await ExecAsync(
            site,
            container.Id,
            "cat /run/secrets/token; stat -c ' %a %u:%g' /run/secrets/token; grep Seccomp: /proc/self/status",
            "999"
        );
        var secret = await File.ReadAllTextAsync(Path.Combine(site.State.SecretsFolder, "token"), Token);
        Assert.StartsWith(secret + " 400 999:999", seen);
        Assert.EndsWith("Seccomp:\t2\n", seen);
        Assert.DoesNotContain(container.Config.Env, value => value.Contains(secret, StringComparison.Ordinal));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_container_that_joined_another_network_is_replaced_and_its_data_kept()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var stack = await site.StackAsync();
        await site.UpAsync(stack, Token);
        var container = await site.ContainerAsync(Token);
        await ExecAsync(site, container.Id, "printf kept >/data/kept");
        await ConnectToAnotherNetworkAsync(site, container.Id);

        var result = await site.UpAsync(stack, Token);
        Assert.Equal(ServiceChange.Replaced, Assert.Single(result.Services).Change);
        Assert.Contains("networks is", site.Events.Text);
        var replaced = await site.ContainerAsync(Token);
        Assert.NotEqual(container.Id, replaced.Id);
        Assert.Equal("running", replaced.State.Status);
        Assert.Null(await site.Scope.Engine.Containers.InspectAsync(site.Service + "-previous", Token));
        Assert.Equal("kept", await ExecAsync(site, replaced.Id, "cat /data/kept"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_release_that_does_not_become_healthy_is_rolled_back()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var good = await site.StackAsync();
        await site.UpAsync(good, Token);
        var before = await site.ContainerAsync(Token);
        var bad = await site.StackAsync("echo cannot serve; exit 3", "2.0.0");

        var error = await Assert.ThrowsAsync<SiteException>(() => site.UpAsync(bad, Token));
        Assert.Equal(ExitCode.TimedOut, error.ExitCode);
        Assert.Contains($"The container {site.Service} did not become healthy: ended", error.Message);
        Assert.Contains("Output", site.Events.Text);
        Assert.Contains("cannot serve", site.Events.Text);

        var after = await site.ContainerAsync(Token);
        Assert.Equal(before.Id, after.Id);
        Assert.Equal("healthy", after.State.Health?.Status);
        Assert.Empty(await OthersAsync(site));
        Assert.Equal(ServiceChange.None, (await site.UpAsync(good, Token)).Services[0].Change);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_service_that_fails_takes_none_of_those_beside_it_along_and_starts_none_that_wait_for_it()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var bad = (await site.StackAsync("echo cannot serve; sleep 0.3; exit 3")).Services[0];
        var good = (await site.StackAsync("sleep 0.5; " + SmallImages.Server, "2.0.0")).Services[0];
        var stack = new SiteStack(
            "1.0.0",
            "local",
            [bad, Beside(good, "-beside"), Beside(good, "-after", bad.Name)],
            Phederation.Trust.TrustVersions.Empty
        );

        var error = await Assert.ThrowsAsync<SiteException>(() => site.UpAsync(stack, Token, seconds: 60));

        Assert.Contains($"The container {site.Service} did not become healthy: ended", error.Message);
        Assert.Equal("healthy", (await site.ContainerAsync(Token, "-beside")).State.Health?.Status);
        Assert.Null(await site.Scope.Engine.Containers.InspectAsync(site.Service + "-after", Token));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_service_that_never_gets_healthy_is_stopped_after_its_time()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var stack = await site.StackAsync("echo waiting for ever; while :; do sleep 0.1; done");
        var error = await Assert.ThrowsAsync<SiteException>(() => site.UpAsync(stack, Token, seconds: 60));
        Assert.Contains("unhealthy", error.Message);
        Assert.Contains("last health check", error.Message);
        Assert.Equal("exited", (await site.ContainerAsync(Token)).State.Status);

        // Run again it tries again, with the container that is there.
        var again = await Assert.ThrowsAsync<SiteException>(() => site.UpAsync(stack, Token, seconds: 0.3));
        Assert.Contains("not healthy within 0.3 s", again.Message);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_interrupted_update_brings_the_previous_container_back()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        await site.UpAsync(await site.StackAsync(), Token);
        var before = await site.ContainerAsync(Token);
        var slow = await site.StackAsync("sleep 5; touch /tmp/ready; while :; do sleep 0.1; done", "2.0.0");
        using var interrupt = new CancellationTokenSource();
        var running = site.UpAsync(slow, interrupt.Token, seconds: 60);
        while (
            await site.Scope.Engine.Containers.InspectAsync(site.Service, Token) is not { State.Running: true } now || now.Id == before.Id
        )
        {
            await Task.Delay(50, Token);
        }

        await interrupt.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        var after = await site.ContainerAsync(Token);
        Assert.Equal(before.Id, after.Id);
        Assert.Equal("healthy", after.State.Health?.Status);
        Assert.Empty(await OthersAsync(site));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("created")]
    [InlineData("stopped")]
    [InlineData("renamed")]
    [InlineData("started")]
    public async Task An_update_that_was_killed_at_any_point_is_recovered(string point)
    {
        await using var site = await SmallSite.OpenAsync(Token);
        await site.UpAsync(await site.StackAsync(), Token);
        var old = await site.ContainerAsync(Token);
        var stack = await site.StackAsync(version: "2.0.0");
        await KillAtAsync(site, stack, old, point);

        var result = await site.UpAsync(stack, Token);
        Assert.Equal(ServiceChange.Replaced, Assert.Single(result.Services).Change);
        Assert.Equal("healthy", (await site.ContainerAsync(Token)).State.Health?.Status);
        Assert.Empty(await OthersAsync(site));
        Assert.Null(await site.Scope.Engine.Containers.InspectAsync(old.Id, Token));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("stop")]
    [InlineData("pause")]
    public async Task A_container_that_does_not_run_is_started_again(string how)
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var stack = await site.StackAsync();
        await site.UpAsync(stack, Token);
        var container = await site.ContainerAsync(Token);
        await (
            how == "stop"
                ? site.Scope.Engine.Containers.StopAsync(container.Id, cancellationToken: Token)
                : site.Scope.Engine.Containers.PauseAsync(container.Id, Token)
        );

        Assert.Equal(ServiceChange.Started, (await site.UpAsync(stack, Token)).Services[0].Change);
        var same = await site.ContainerAsync(Token);
        Assert.Equal(container.Id, same.Id);
        Assert.Equal("healthy", same.State.Health?.Status);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_secret_that_is_gone_is_not_made_anew()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var stack = await site.StackAsync();
        await site.UpAsync(stack, Token);
        var path = Path.Combine(site.State.SecretsFolder, "token");
        var secret = await File.ReadAllTextAsync(path, Token);
        File.Delete(path);

        var error = await Assert.ThrowsAsync<SiteException>(() => site.UpAsync(stack, Token));
        Assert.Equal(ExitCode.Missing, error.ExitCode);
        Assert.Contains("docker cp", error.Mend);
        Assert.False(File.Exists(path));
        Assert.Equal(secret, await ExecAsync(site, site.Service, "cat /run/secrets/token", "999"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_service_that_the_release_no_longer_has_is_removed()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var stack = await site.StackAsync();
        await site.UpAsync(stack, Token);
        var renamed = new SiteStack("2.0.0", "local", [stack.Services[0] with { Name = site.Service + "-b" }], stack.SeenVersions);
        await site.UpAsync(renamed, Token);
        Assert.Null(await site.Scope.Engine.Containers.InspectAsync(site.Service, Token));
        Assert.Equal("healthy", (await site.ContainerAsync(Token, "-b")).State.Health?.Status);
    }

    private static async Task<string> ExecAsync(SmallSite site, string container, string script, string user = "0")
    {
        var result = await site.Scope.Engine.Containers.ExecAsync(
            container,
            new ExecRequest(["/bin/sh", "-c", script]) { User = user },
            Token
        );
        Assert.Equal("", result.Error);
        return result.Output;
    }

    private static async Task ConnectToAnotherNetworkAsync(SmallSite site, string container)
    {
        var network = site.Scope.Id + "-other";
        await site.Scope.Engine.Networks.CreateAsync(new CreateNetworkRequest { Name = network, Labels = site.Scope.Labels }, Token);
        await site.Scope.Engine.Networks.ConnectAsync(network, container, cancellationToken: Token);
    }

    /// <summary>The state of the engine when an update was killed: the steps of a replacement up to a point.</summary>
    private static async Task KillAtAsync(SmallSite site, SiteStack stack, ContainerDetails old, string point)
    {
        var containers = site.Scope.Engine.Containers;
        if (point == "started")
        {
            var state = await new SiteStateStore(site.State).LoadAsync(Token);
            var objects = new SiteObjects(site.Scope.Engine, state!);
            var image = await new ReleaseImages(site.Scope.Engine, new Events()).LoadAsync(stack.Services[0], Token);
            var specification = new ServiceSpecification(stack.Services[0], stack, objects, image);
            var id = await containers.CreateAsync(specification.Request(site.Service + "-next"), Token);
            await containers.StopAsync(old.Id, cancellationToken: Token);
            await containers.RenameAsync(old.Id, site.Service + "-previous", Token);
            await containers.RenameAsync(id, site.Service, Token);
            await containers.StartAsync(id, Token);
            return;
        }

        var next = site.Scope.Request("/bin/true") with { Name = site.Service + "-next", Labels = old.Config.Labels };
        await containers.CreateAsync(next, Token);
        if (point is "stopped" or "renamed")
        {
            await containers.StopAsync(old.Id, cancellationToken: Token);
        }

        if (point is "renamed")
        {
            await containers.RenameAsync(old.Id, site.Service + "-previous", Token);
        }
    }

    // A service like another one, under a name of its own and without anything that can be there once only.
    private static SiteService Beside(SiteService service, string suffix, params string[] after) =>
        service with
        {
            Name = service.Name + suffix,
            Runtime = service.Runtime with { Volumes = [], Ports = [], After = after },
        };

    private static async Task<IReadOnlyList<string>> OthersAsync(SmallSite site) =>
        [
            .. (await site.Scope.Engine.Containers.ListAsync([$"{TestImage.Label}={site.Scope.Id}"], cancellationToken: Token))
                .Select(SiteObjects.NameOf)
                .Where(name => name != site.Service),
        ];
}
