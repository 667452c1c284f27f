using System.Net;
using System.Net.Sockets;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Containers.Hardening;
using Phederation.Containers.Oci;
using Phederation.Site.Lifecycle;
using Phederation.Site.Tests.Fixtures;

namespace Phederation.Site.Tests.Lifecycle;

/// <summary>What stops a site from coming up, before anything is changed.</summary>
public sealed class SiteRefusalTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory(Timeout = 120_000)]
    [InlineData("")]
    [InlineData("-next")]
    [InlineData("-previous")]
    public async Task A_foreign_container_of_the_name_is_not_touched(string suffix)
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var request = site.Scope.Request("/bin/sleep", "600") with { Name = site.Service + suffix };
        var foreign = await site.Scope.Engine.Containers.CreateAsync(request, Token);
        await site.Scope.Engine.Containers.StartAsync(foreign, Token);

        await RefusedAsync(site, ExitCode.Conflict, "container named " + site.Service + suffix);
        Assert.Equal("running", (await site.Scope.Engine.Containers.InspectAsync(foreign, Token))?.State.Status);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_foreign_volume_of_the_name_is_not_touched()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        await site.Scope.Engine.Volumes.CreateAsync(new CreateVolumeRequest { Name = site.Volume, Labels = site.Scope.Labels }, Token);
        await RefusedAsync(site, ExitCode.Conflict, "volume named " + site.Volume);
        Assert.Equal(site.Scope.Labels, (await site.Scope.Engine.Volumes.InspectAsync(site.Volume, Token))?.Labels);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_foreign_network_of_the_name_is_not_joined()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var name = site.Scope.Id + "-net";
        await site.Scope.Engine.Networks.CreateAsync(new CreateNetworkRequest { Name = name, Labels = site.Scope.Labels }, Token);
        await RefusedAsync(site, ExitCode.Conflict, "network named " + name);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_port_that_a_program_holds_is_said()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        using var listener = new TcpListener(IPAddress.Loopback, site.Port);
        listener.Start();
        await RefusedAsync(site, ExitCode.Conflict, $"Port {site.Port} of this machine");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_port_that_a_container_holds_is_said_with_its_name()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var request = site.Scope.Request("/bin/sleep", "600") with
        {
            Name = site.Scope.Id + "-holder",
            ExposedPorts = new Dictionary<string, EmptyObject> { ["80/tcp"] = new() },
            HostConfig = new HostConfig
            {
                PortBindings = new Dictionary<string, IReadOnlyList<PortBinding>?>
                {
                    ["80/tcp"] = [new PortBinding { HostIp = "127.0.0.1", HostPort = $"{site.Port}" }],
                },
            },
        };
        await site.Scope.Engine.Containers.StartAsync(await site.Scope.Engine.Containers.CreateAsync(request, Token), Token);
        await RefusedAsync(site, ExitCode.Conflict, $"the container {site.Scope.Id}-holder");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_machine_with_too_little_memory_is_refused()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        await RefusedAsync(site, ExitCode.NoRoom, "of memory", site.Contract with { MemoryBytes = 1L << 50 });
    }

    [Fact(Timeout = 120_000)]
    public async Task A_service_whose_secret_must_be_given_is_not_started_and_the_command_is_named()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var contract = site.Contract with { Secrets = [new SecretFile("token", Generate: false)] };
        var stack = await site.StackAsync(contract: contract);
        Assert.Empty((await site.UpAsync(stack, Token)).Services);
        Assert.Contains("phederation secret set token --from-file FILE", site.Events.Text, StringComparison.Ordinal);
        Assert.Null(await site.Scope.Engine.Containers.InspectAsync(site.Service, Token));
    }

    [Fact(Timeout = 120_000)]
    public async Task An_engine_that_does_not_answer_is_said_as_missing()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var stack = await site.StackAsync();
        using var nowhere = EngineClient.Connect(EngineEndpoint.Parse("unix:///nonexistent/docker.sock"));
        var up = new SiteUp(nowhere, site.State, TimeProvider.System, new Events());
        var error = await Assert.ThrowsAsync<EngineException>(() =>
            up.RunAsync(stack, new UpOptions { HealthTimeout = TimeSpan.FromSeconds(5) }, Token)
        );
        Assert.Equal(ExitCode.Missing, ExitCodes.For(error));
        Assert.False(File.Exists(site.State.StateFile));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_site_keeps_its_name()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var stack = await site.StackAsync();
        await site.UpAsync(stack, Token);
        var up = new SiteUp(site.Scope.Engine, site.State, TimeProvider.System, new Events());
        var error = await Assert.ThrowsAsync<SiteException>(() =>
            up.RunAsync(stack, new UpOptions { SiteName = "other", HealthTimeout = TimeSpan.FromSeconds(5) }, Token)
        );
        Assert.Equal(ExitCode.Usage, error.ExitCode);
    }

    private static async Task RefusedAsync(SmallSite site, int code, string expected, RuntimeContract? contract = null)
    {
        var stack = await site.StackAsync(contract: contract);
        var error = await Assert.ThrowsAsync<SiteException>(() => site.UpAsync(stack, Token));
        Assert.Equal(code, error.ExitCode);
        Assert.Contains(expected, error.Message);
        Assert.NotEmpty(error.Mend);

        // Nothing was changed: no state, no secret, no image.
        Assert.False(File.Exists(site.State.StateFile));
        Assert.False(Directory.Exists(site.State.SecretsFolder));
        Assert.Null(await site.Scope.Engine.Images.InspectAsync(stack.Services[0].ConfigDigest.ToString(), Token));
    }
}
