using System.Text;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Containers.Hardening;
using Phederation.Images.Building;
using Phederation.Testing.Containers;

namespace Phederation.Images.Tests;

/// <summary>An image of the checkout under its own runtime contract on the real engine, its ports free ones of the loopback address.</summary>
internal sealed class HardenedImage : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly EngineScope _scope;
    private readonly BuiltImage _image;

    private HardenedImage(EngineScope scope, BuiltImage image, string id) => (_scope, _image, Id) = (scope, image, id);

    public string Id { get; private set; }

    public EngineClient Engine => _scope.Engine;

    /// <summary>Creates the container with its volumes and secrets; it is not started.</summary>
    public static async Task<HardenedImage> CreateAsync(
        string name,
        IReadOnlyDictionary<string, string> secrets,
        CancellationToken cancellationToken,
        params string[] command
    )
    {
        using var engine = EngineClient.Connect(EngineEndpoint.Default);
        return await CreateAsync(await SharedImages.GetAsync(engine, name, cancellationToken), secrets, cancellationToken, command);
    }

    /// <inheritdoc cref="CreateAsync(string, IReadOnlyDictionary{string, string}, CancellationToken, string[])"/>
    public static async Task<HardenedImage> CreateAsync(
        BuiltImage image,
        IReadOnlyDictionary<string, string> secrets,
        CancellationToken cancellationToken,
        params string[] command
    )
    {
        var scope = await EngineScope.OpenAsync(cancellationToken);
        try
        {
            foreach (var volume in image.Definition.Runtime!.Volumes)
            {
                await scope.Engine.Volumes.CreateAsync(
                    new CreateVolumeRequest { Name = $"{scope.Id}-{volume.Name}", Labels = scope.Labels },
                    cancellationToken
                );
            }

            var server = new HardenedImage(scope, image, "");
            await server.CreateContainerAsync(secrets, command, cancellationToken);
            return server;
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }
    }

    /// <summary>A new container on the same volumes, in the place of the one that is there.</summary>
    public async Task ReplaceAsync(IReadOnlyDictionary<string, string> secrets, CancellationToken cancellationToken)
    {
        await Engine.Containers.RemoveAsync(Id, force: true, cancellationToken);
        await CreateContainerAsync(secrets, [], cancellationToken);
    }

    /// <summary>Starts the container and waits until the engine calls it healthy.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Engine.Containers.StartAsync(Id, cancellationToken);
        while (await InspectAsync(cancellationToken) is var container && container.State.Health?.Status != "healthy")
        {
            Assert.True(container.State.Running, await LogAsync(cancellationToken));
            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>Starts the container and waits for its end.</summary>
    public async Task<int> RunToEndAsync(CancellationToken cancellationToken)
    {
        await Engine.Containers.StartAsync(Id, cancellationToken);
        return await Engine.Containers.WaitAsync(Id, cancellationToken: cancellationToken);
    }

    /// <summary>Runs a program in it.</summary>
    public Task<ExecResult> ExecAsync(CancellationToken cancellationToken, params string[] command) =>
        Engine.Containers.ExecAsync(Id, new ExecRequest(command), cancellationToken);

    public async Task<ContainerDetails> InspectAsync(CancellationToken cancellationToken) =>
        (await Engine.Containers.InspectAsync(Id, cancellationToken))!;

    public Task<string> LogAsync(CancellationToken cancellationToken) =>
        Engine.Containers.LogTextAsync(Id, cancellationToken: cancellationToken);

    /// <summary>Its log, when it has a text: a line arrives after its cause was answered.</summary>
    public Task<string> LogWithAsync(string text, CancellationToken cancellationToken) =>
        Engine.Containers.LogWithAsync(Id, text, cancellationToken);

    /// <summary>Where a port of it is found.</summary>
    public async Task<string> HostAsync(int port, CancellationToken cancellationToken)
    {
        var binding = (await InspectAsync(cancellationToken)).NetworkSettings.Ports[$"{port}/tcp"]![0];
        Assert.Equal("127.0.0.1", binding.HostIp);
        return $"{binding.HostIp}:{binding.HostPort}";
    }

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    private async Task CreateContainerAsync(
        IReadOnlyDictionary<string, string> secrets,
        string[] command,
        CancellationToken cancellationToken
    )
    {
        var contract = _image.Definition.Runtime!;
        var (uid, gid) = contract.Owner();
        await SecretVolume.SeedAsync(
            Engine,
            _image.ImageId.ToString(),
            _scope.Id + "-secrets",
            uid,
            gid,
            secrets.ToDictionary(secret => secret.Key, secret => Encoding.UTF8.GetBytes(secret.Value)),
            _scope.Labels,
            cancellationToken
        );
        var request = HardenedContainer.Request(
            contract with
            {
                Ports = [.. contract.Ports.Select(port => port with { HostPort = 0 })],
            },
            new HardenedContainerOptions
            {
                Name = _scope.Id,
                ImageId = _image.ImageId.ToString(),
                Labels = _scope.Labels,
                PublishPorts = true,
                VolumeNames = contract.Volumes.ToDictionary(volume => volume.Name, volume => $"{_scope.Id}-{volume.Name}"),
                SecretsVolume = _scope.Id + "-secrets",
                Command = command.Length > 0 ? command : null,
                RestartPolicy = "no",
            }
        );
        Id = await Engine.Containers.CreateAsync(request, cancellationToken);
    }
}
