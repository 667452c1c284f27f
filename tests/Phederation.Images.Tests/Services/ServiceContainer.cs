using System.Text;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Containers.Hardening;
using Phederation.Images.Building;
using Phederation.Testing.Containers;

namespace Phederation.Images.Tests.Services;

/// <summary>One image of ours under its own runtime contract on the real engine, beside others on one network when there is one.</summary>
internal sealed class ServiceContainer(EngineScope scope, BuiltImage image, string name, string id)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public string Id => id;

    public EngineClient Engine => scope.Engine;

    /// <summary>Creates the container with fresh volumes and the given secrets; it is not started.</summary>
    public static async Task<ServiceContainer> CreateAsync(
        EngineScope scope,
        string imageName,
        IReadOnlyDictionary<string, string> secrets,
        CancellationToken cancellationToken,
        string? network = null,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var image = await SharedImages.GetAsync(scope.Engine, imageName, cancellationToken);
        var contract = image.Definition.Runtime!;
        var name = $"{scope.Id}-{imageName}";
        foreach (var volume in contract.Volumes)
        {
            await scope.Engine.Volumes.CreateAsync(
                new CreateVolumeRequest { Name = $"{name}-{volume.Name}", Labels = scope.Labels },
                cancellationToken
            );
        }

        var (uid, gid) = contract.Owner();
        await SecretVolume.SeedAsync(
            scope.Engine,
            image.ImageId.ToString(),
            name + "-secrets",
            uid,
            gid,
            Certificates(contract, secrets).ToDictionary(secret => secret.Key, secret => Encoding.UTF8.GetBytes(secret.Value + "\n")),
            scope.Labels,
            cancellationToken
        );
        var request = HardenedContainer.Request(
            contract with
            {
                Ports = [],
            },
            new HardenedContainerOptions
            {
                Name = name,
                ImageId = image.ImageId.ToString(),
                Labels = scope.Labels,
                NetworkName = network ?? "bridge",
                NetworkAliases = network is null ? [] : [imageName],
                PublishPorts = false,
                VolumeNames = contract.Volumes.ToDictionary(volume => volume.Name, volume => $"{name}-{volume.Name}"),
                SecretsVolume = name + "-secrets",
                Environment = environment ?? new Dictionary<string, string>(),
                RestartPolicy = "no",
            }
        );
        return new ServiceContainer(scope, image, name, await scope.Engine.Containers.CreateAsync(request, cancellationToken));
    }

    /// <summary>The given secrets, and a certificate of its own for each that the contract asks for and nobody gave.</summary>
    private static Dictionary<string, string> Certificates(RuntimeContract contract, IReadOnlyDictionary<string, string> secrets)
    {
        var all = secrets.ToDictionary();
        foreach (var secret in contract.Secrets.Where(secret => secret.CertificateFor is not null && !all.ContainsKey(secret.Name)))
        {
            var time = DateTimeOffset.UnixEpoch.AddYears(56);
            all[secret.Name] = Encoding.ASCII.GetString(ServerCertificate.Create(secret.CertificateFor!, time));
        }

        return all;
    }

    /// <summary>Starts the container and waits until it is healthy.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Engine.Containers.StartAsync(id, cancellationToken);
        while (await InspectAsync(cancellationToken) is var container && container.State.Health?.Status != "healthy")
        {
            Assert.True(container.State.Running, $"{name} of {image.Reference}: {await LogAsync(cancellationToken)}");
            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>Starts the container and waits for its end.</summary>
    public async Task<int> RunToEndAsync(CancellationToken cancellationToken)
    {
        await Engine.Containers.StartAsync(id, cancellationToken);
        return await Engine.Containers.WaitAsync(id, cancellationToken: cancellationToken);
    }

    public async Task<ContainerDetails> InspectAsync(CancellationToken cancellationToken) =>
        (await Engine.Containers.InspectAsync(id, cancellationToken))!;

    /// <summary>The container's address on its network.</summary>
    public async Task<string> AddressAsync(CancellationToken cancellationToken) =>
        (await InspectAsync(cancellationToken)).NetworkSettings.Networks.Values.Single().IPAddress!;

    public Task<string> LogAsync(CancellationToken cancellationToken) =>
        Engine.Containers.LogTextAsync(id, cancellationToken: cancellationToken);

    public async Task<ExecResult> ExecAsync(
        IReadOnlyList<string> argv,
        CancellationToken cancellationToken,
        string? input = null,
        string? user = null
    ) =>
        await Engine.Containers.ExecAsync(
            id,
            new ExecRequest(argv) { Input = input is null ? null : new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(input)), User = user },
            cancellationToken
        );
}
