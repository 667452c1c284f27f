using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Testing.Containers;

namespace Phederation.Containers.Tests.Engine;

public sealed class NetworkAndVolumeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Network_connects_containers_by_name()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var networks = scope.Engine.Networks;
        var id = await networks.CreateAsync(
            new CreateNetworkRequest
            {
                Name = scope.Id,
                Internal = true,
                Labels = scope.Labels,
            },
            Token
        );
        var container = await scope.Engine.Containers.CreateAsync(
            scope.Request("/bin/sleep", "600") with
            {
                HostConfig = new HostConfig { NetworkMode = scope.Id },
                NetworkingConfig = new NetworkingConfig
                {
                    EndpointsConfig = new Dictionary<string, EndpointSettings> { [scope.Id] = new() { Aliases = ["database"] } },
                },
            },
            Token
        );
        await scope.Engine.Containers.StartAsync(container, Token);

        var network = (await networks.InspectAsync(scope.Id, Token))!;
        Assert.True(network.Internal);
        Assert.Equal(id, network.Id);
        Assert.StartsWith(
            (await scope.Engine.Containers.InspectAsync(container, Token))!.NetworkSettings.Networks[scope.Id].IPAddress + "/",
            network.Containers[container].IPv4Address,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "database",
            (await scope.Engine.Containers.InspectAsync(container, Token))!.NetworkSettings.Networks[scope.Id].Aliases!
        );

        var taken = await Assert.ThrowsAsync<EngineException>(() =>
            networks.CreateAsync(new CreateNetworkRequest { Name = scope.Id, Labels = scope.Labels }, Token)
        );
        Assert.Equal(EngineErrorKind.Conflict, taken.Kind);
        await networks.DisconnectAsync(id, container, force: true, Token);
        await networks.ConnectAsync(id, container, ["again"], Token);
        await networks.DisconnectAsync(id, container, force: true, Token);
        Assert.Single((await networks.PruneAsync([scope.LabelFilter], Token)).Removed);
        Assert.Null(await networks.InspectAsync(id, Token));
        Assert.False(await networks.RemoveAsync(id, Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Volume_keeps_data_and_is_pruned_by_label()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var volumes = scope.Engine.Volumes;
        await volumes.CreateAsync(new CreateVolumeRequest { Name = scope.Id, Labels = scope.Labels }, Token);
        var request = scope.Request("/bin/sh", "-c", "echo kept > /data/file");
        var mounted = request with
        {
            HostConfig = new HostConfig
            {
                NetworkMode = "none",
                Mounts =
                [
                    new Mount
                    {
                        Type = "volume",
                        Source = scope.Id,
                        Target = "/data",
                    },
                ],
            },
        };
        var writer = await scope.Engine.Containers.CreateAsync(mounted, Token);
        await scope.Engine.Containers.StartAsync(writer, Token);
        Assert.Equal(0, await scope.Engine.Containers.WaitAsync(writer, cancellationToken: Token));
        var used = await Assert.ThrowsAsync<EngineException>(() => volumes.RemoveAsync(scope.Id, cancellationToken: Token));
        Assert.Equal(EngineErrorKind.Conflict, used.Kind);
        await scope.Engine.Containers.RemoveAsync(writer, cancellationToken: Token);

        Assert.Equal([scope.Id], (await volumes.ListAsync([scope.LabelFilter], Token)).Select(volume => volume.Name));
        Assert.Equal([scope.Id], (await volumes.PruneAsync([scope.LabelFilter], Token)).Removed);
        Assert.Null(await volumes.InspectAsync(scope.Id, Token));
        Assert.False(await volumes.RemoveAsync(scope.Id, cancellationToken: Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Archive_goes_into_a_stopped_container_and_comes_back()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        var id = await scope.Engine.Containers.CreateAsync(scope.Request("/bin/true"), Token);
        var layer = new Phederation.Containers.Images.LayerBuilder(DateTimeOffset.UnixEpoch).AddFile(
            "note",
            "hello"u8.ToArray(),
            uid: 7,
            gid: 8
        );
        await scope.Engine.Containers.PutArchiveAsync(id, "/tmp", layer.WriteAsync, Token);
        await using var tar = await scope.Engine.Containers.GetArchiveAsync(id, "/tmp/note", Token);
        await using var reader = new System.Formats.Tar.TarReader(tar);
        var entry = (await reader.GetNextEntryAsync(copyData: true, Token))!;
        Assert.Equal(("note", 7, 8, 5L), (entry.Name, entry.Uid, entry.Gid, entry.Length));
        var absent = await Assert.ThrowsAsync<EngineException>(() => scope.Engine.Containers.GetArchiveAsync(id, "/no/such", Token));
        Assert.Equal(EngineErrorKind.NotFound, absent.Kind);
    }

    [Fact(Timeout = 60_000)]
    public async Task Events_tell_what_happens()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var since = TimeProvider.System.GetUtcNow();
        var seen = new List<string>();
        var following = Task.Run(
            async () =>
            {
                await foreach (
                    var e in scope.Engine.System.EventsAsync(
                        [scope.LabelFilter],
                        ["container"],
                        since,
                        cancellationToken: cancellation.Token
                    )
                )
                {
                    seen.Add(e.Action);
                    if (e.Action == "destroy")
                    {
                        return;
                    }
                }
            },
            Token
        );
        var id = await scope.RunAsync(Token, "/bin/true");
        await scope.Engine.Containers.WaitAsync(id, cancellationToken: Token);
        await scope.Engine.Containers.RemoveAsync(id, cancellationToken: Token);
        await following;
        Assert.Equal(["create", "start", "die", "destroy"], seen);
    }
}
