using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Containers.Hardening;

namespace Phederation.Trust.Services;

/// <summary>
/// What the services of one state folder have on the engine: containers, networks and secrets while they run, volumes for good. All of it
/// is found again by its labels.
/// </summary>
internal sealed class ServiceObjects(EngineClient engine, string id, string folder)
{
    /// <summary>Whose it is: <see cref="ServiceState.Id"/>.</summary>
    public const string IdLabel = "phederation.trust-services";

    /// <summary>The state folder's path, and the machine that it is a path of.</summary>
    public const string FolderLabel = "phederation.trust-services.folder";

    /// <summary>The machine of the folder: several may share an engine.</summary>
    public const string MachineLabel = "phederation.trust-services.machine";

    /// <summary>Marks the volumes that outlive a run.</summary>
    public const string StorageLabel = "phederation.trust-services.storage";

    private Dictionary<string, string> Labels =>
        new()
        {
            [IdLabel] = id,
            [FolderLabel] = folder,
            [MachineLabel] = Environment.MachineName,
        };

    /// <summary>The network of the services that clients of this machine talk to.</summary>
    private string Front => Name("front");

    /// <summary>The network of the trust server's parts, from which nothing else is reached.</summary>
    private string Back => Name("back");

    /// <summary>The volumes' names by the names that contracts have for them.</summary>
    private Dictionary<string, string> Volumes(RuntimeContract contract) =>
        contract.Volumes.ToDictionary(volume => volume.Name, volume => Name($"{volume.Name}-storage"));

    /// <summary>Sees that what was stored is still there.</summary>
    /// <exception cref="TrustException">A volume is gone.</exception>
    public async Task EnsureStorageAsync(IEnumerable<ServicePlan> plans, CancellationToken cancellationToken)
    {
        foreach (var volume in plans.SelectMany(plan => Volumes(plan.Image.Runtime).Values))
        {
            if (await engine.Volumes.InspectAsync(volume, cancellationToken) is null)
            {
                throw new TrustException(
                    TrustErrorKind.MissingKey,
                    $"the engine has no volume {volume} any more, in which the registry and trust server of {folder} kept what was pushed and "
                        + $"signed: restore it, or move the folder {folder} away to start anew, after which sites refuse what is signed as older "
                        + "than what they have seen"
                );
            }
        }
    }

    /// <summary>Makes both networks.</summary>
    public Task CreateNetworksAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(
            CreateNetworkAsync(Front, isInternal: false, cancellationToken),
            CreateNetworkAsync(Back, isInternal: true, cancellationToken)
        );

    /// <summary>Makes a service's container, with its volumes and secrets; it is not started.</summary>
    public async Task<ServiceContainer> CreateAsync(ServicePlan plan, CancellationToken cancellationToken)
    {
        var volumes = Volumes(plan.Image.Runtime);
        var storage = new Dictionary<string, string>(Labels) { [StorageLabel] = plan.Name };
        foreach (var volume in volumes.Values)
        {
            await engine.Volumes.CreateAsync(new CreateVolumeRequest { Name = volume, Labels = storage }, cancellationToken);
        }

        var secrets = plan.Secrets.Count > 0 ? Name($"{plan.Name}-secrets") : null;
        if (secrets is not null)
        {
            var (uid, gid) = plan.Image.Runtime.Owner();
            await SecretVolume.SeedAsync(engine, plan.Image.ImageId, secrets, uid, gid, plan.Secrets, Labels, cancellationToken);
        }

        var isPublished = plan.HostPort is not null;
        var container = await engine.Containers.CreateAsync(
            HardenedContainer.Request(
                plan.Runtime,
                new HardenedContainerOptions
                {
                    Name = Name(plan.Name),
                    ImageId = plan.Image.ImageId,
                    SeccompProfileJson = plan.Image.SeccompProfileJson,
                    Labels = Labels,
                    NetworkName = isPublished ? Front : Back,
                    NetworkAliases = [plan.Name],
                    PublishPorts = isPublished,
                    VolumeNames = volumes,
                    SecretsVolume = secrets,
                    Environment = plan.Environment,
                    // A service that ended is told, not hidden by a new start.
                    RestartPolicy = "no",
                }
            ),
            cancellationToken
        );
        if (isPublished && plan.IsOfNotary)
        {
            await engine.Networks.ConnectAsync(Back, container, [plan.Name], cancellationToken);
        }

        return new ServiceContainer(engine, plan, container);
    }

    /// <summary>Stops and removes everything but what is stored: of this run, or of one that was cut off.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        string[] mine = [$"{IdLabel}={id}"];
        await Task.WhenAll(
            (await engine.Containers.ListAsync(mine, all: true, cancellationToken)).Select(container =>
                RemoveAsync(container, cancellationToken)
            )
        );
        foreach (var volume in await engine.Volumes.ListAsync(mine, cancellationToken))
        {
            if (!volume.Labels.ContainsKey(StorageLabel))
            {
                await engine.Volumes.RemoveAsync(volume.Name, cancellationToken: cancellationToken);
            }
        }

        foreach (var network in await engine.Networks.ListAsync(mine, cancellationToken))
        {
            await engine.Networks.RemoveAsync(network.Id, cancellationToken);
        }
    }

    private string Name(string part) => $"phederation-{id}-{part}";

    private async Task RemoveAsync(ContainerSummary container, CancellationToken cancellationToken)
    {
        // A copy of a state folder has its id too, and the folder it was copied from may be in use.
        if (container.Labels.GetValueOrDefault(FolderLabel) is { } owner && owner != folder && Directory.Exists(owner))
        {
            throw new TrustException(
                TrustErrorKind.InUse,
                $"the registry and trust server run for {owner}, of which {folder} is a copy; stop them, or use that folder"
            );
        }

        // The grace is the container's own: a database that is killed has to recover.
        await engine.Containers.StopAsync(container.Id, cancellationToken: cancellationToken);
        await engine.Containers.RemoveAsync(container.Id, force: true, cancellationToken);
    }

    private Task CreateNetworkAsync(string name, bool isInternal, CancellationToken cancellationToken) =>
        engine.Networks.CreateAsync(
            new CreateNetworkRequest
            {
                Name = name,
                Internal = isInternal,
                Labels = Labels,
                // Clients come in through the published ports; a service has nothing to ask of other networks.
                Options = isInternal
                    ? null
                    : new Dictionary<string, string> { ["com.docker.network.bridge.enable_ip_masquerade"] = "false" },
            },
            cancellationToken
        );
}
