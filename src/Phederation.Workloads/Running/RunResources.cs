using System.Text;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Containers.Hardening;
using Phederation.Containers.Oci;

namespace Phederation.Workloads.Running;

/// <summary>
/// What one run creates: an internal network (the container reaches nothing, this machine reaches the container), fresh volumes,
/// generated secrets, and the hardened container. All of it is removed with the run, however it ends.
/// </summary>
internal sealed class RunResources : IAsyncDisposable
{
    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromSeconds(60);
    private readonly EngineClient _engine;
    private readonly WorkloadTarget _target;
    private readonly IReadOnlyDictionary<string, string> _labels;
    private readonly Dictionary<string, string> _volumes = [];
    private readonly Dictionary<string, string> _secrets = [];
    private readonly IReadOnlyList<PeerSpec> _peers;

    private RunResources(
        EngineClient engine,
        WorkloadTarget target,
        IReadOnlyList<PeerSpec> peers,
        IReadOnlyDictionary<string, string> supplied,
        IReadOnlyDictionary<string, string> certificates
    )
    {
        _engine = engine;
        _target = target;
        _peers = peers;
        Names = new RunNames(target.NamePrefix);
        _labels = RunLabels.For(target);
        foreach (var volume in target.Runtime.Volumes)
        {
            _volumes.Add(volume.Name, Names.Volume(volume.Name));
        }

        // Of one name there is one value, as at a site: that is how a service signs in at its peer.
        // What is taken from another secret comes after it.
        foreach (
            var secret in Contracts()
                .SelectMany(contract => contract.Secrets)
                .DistinctBy(secret => secret.Name)
                .OrderBy(secret => secret.CertificateOf is not null)
        )
        {
            var text = secret.Optional ? supplied.GetValueOrDefault(secret.Name) : "";
            _secrets.Add(
                secret.Name,
                certificates.TryGetValue(secret.Name, out var made) ? made
                    : text is "" ? RunSecret.Create(secret, _secrets)
                    : text ?? ""
            );
        }
    }

    /// <summary>The names of all that belongs to the run.</summary>
    public RunNames Names { get; }

    /// <summary>The network's name, which is also the container's.</summary>
    public string Name => Names.Run;

    /// <summary>Secrets by name.</summary>
    public IReadOnlyDictionary<string, string> Secrets => _secrets;

    /// <summary>Makes network, volumes and secrets; what was made is removed when that fails.</summary>
    public static async Task<RunResources> CreateAsync(
        EngineClient engine,
        WorkloadTarget target,
        IReadOnlyList<PeerSpec> peers,
        IReadOnlyDictionary<string, string> supplied,
        IReadOnlyDictionary<string, string> certificates,
        CancellationToken cancellationToken
    )
    {
        var resources = new RunResources(engine, target, peers, supplied, certificates);
        try
        {
            await resources.CreateAsync(cancellationToken);
            return resources;
        }
        catch
        {
            await resources.DisposeAsync();
            throw;
        }
    }

    /// <summary>Creates the container, not started.</summary>
    public Task<string> CreateContainerAsync(ServiceSpec service, CancellationToken cancellationToken)
    {
        var request = HardenedContainer.Request(
            _target.Runtime,
            new HardenedContainerOptions
            {
                Name = Name,
                ImageId = _target.ImageId,
                SeccompProfileJson = _target.SeccompProfileJson,
                Labels = _labels,
                NetworkName = Name,
                NetworkAliases = service.Name is { } alias ? [alias] : [],
                PublishPorts = false,
                CgroupParent = _target.CgroupParent,
                OciRuntime = _target.OciRuntime,
                VolumeNames = _volumes,
                SecretsVolume = _target.Runtime.Secrets.Count > 0 ? Names.Secrets() : null,
                Command = service.Command.Count > 0 ? service.Command : null,
                Environment = service.Environment,
                Healthcheck = service.HasHealthCheck ? new HealthConfig { Interval = (long)service.HealthInterval.TotalNanoseconds } : null,
                // A container that comes back by itself would hide its crash.
                RestartPolicy = "no",
            }
        );
        return _engine.Containers.CreateAsync(request, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        // What was asked to stop still cleans up after itself.
        using var limit = new CancellationTokenSource(CleanUpLimit);
        foreach (var container in _peers.Select(peer => Names.Peer(peer.Name)).Prepend(Name))
        {
            await TryAsync(_engine.Containers.RemoveAsync(container, force: true, limit.Token));
        }

        foreach (var volume in AllVolumes().Concat(_peers.Select(peer => Names.Secrets(peer.Name))).Append(Names.Secrets()))
        {
            await TryAsync(_engine.Volumes.RemoveAsync(volume, cancellationToken: limit.Token));
        }

        await TryAsync(_engine.Networks.RemoveAsync(Name, limit.Token));
    }

    /// <summary>One removal that fails keeps neither the others from being tried nor the run's own error from being seen.</summary>
    private static async Task TryAsync(Task removal)
    {
        try
        {
            await removal;
        }
        catch (Exception exception) when (exception is EngineException or OperationCanceledException)
        {
            // What is left carries the run's labels: a later run with the same prefix removes it.
        }
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        await _engine.Networks.CreateAsync(
            new CreateNetworkRequest
            {
                Name = Name,
                Internal = true,
                Labels = _labels,
            },
            cancellationToken
        );
        foreach (var volume in AllVolumes())
        {
            await _engine.Volumes.CreateAsync(new CreateVolumeRequest { Name = volume, Labels = _labels }, cancellationToken);
        }

        await SeedAsync(_target.Runtime, _target.ImageId, Names.Secrets(), cancellationToken);
        foreach (var peer in _peers)
        {
            var target = _target.Peers[peer.Image];
            await SeedAsync(target.Runtime, target.ImageId, Names.Secrets(peer.Name), cancellationToken);
        }
    }

    private async Task SeedAsync(RuntimeContract contract, string imageId, string volume, CancellationToken cancellationToken)
    {
        if (contract.Secrets.Count == 0)
        {
            return;
        }

        var (uid, gid) = contract.Owner();
        await SecretVolume.SeedAsync(
            _engine,
            imageId,
            volume,
            uid,
            gid,
            contract.Secrets.ToDictionary(secret => secret.Name, secret => Encoding.UTF8.GetBytes(_secrets[secret.Name])),
            _labels,
            cancellationToken
        );
    }

    private IEnumerable<RuntimeContract> Contracts() => _peers.Select(peer => _target.Peers[peer.Image].Runtime).Prepend(_target.Runtime);

    private IEnumerable<string> AllVolumes() =>
        _volumes.Values.Concat(
            _peers.SelectMany(peer => _target.Peers[peer.Image].Runtime.Volumes.Select(volume => Names.Volume(volume.Name, peer.Name)))
        );
}
