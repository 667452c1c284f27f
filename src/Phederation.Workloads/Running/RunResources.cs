using System.Security.Cryptography;
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
    private readonly string _name;
    private readonly Dictionary<string, string> _volumes = [];
    private readonly Dictionary<string, string> _secrets = [];

    private RunResources(EngineClient engine, WorkloadTarget target)
    {
        _engine = engine;
        _target = target;
        _labels = RunLabels.For(target);
        _name = $"{target.NamePrefix}-{Guid.NewGuid():N}"[..Math.Min(target.NamePrefix.Length + 13, 63)];
        foreach (var volume in target.Runtime.Volumes)
        {
            _volumes.Add(volume.Name, $"{_name}-{volume.Name}");
        }

        foreach (var secret in target.Runtime.Secrets)
        {
            _secrets.Add(secret.Name, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        }
    }

    /// <summary>The network's name, which is also the container's.</summary>
    public string Name => _name;

    /// <summary>Secrets by name.</summary>
    public IReadOnlyDictionary<string, string> Secrets => _secrets;

    private string SecretsVolume => $"{_name}-secrets";

    /// <summary>Makes network, volumes and secrets; what was made is removed when that fails.</summary>
    public static async Task<RunResources> CreateAsync(EngineClient engine, WorkloadTarget target, CancellationToken cancellationToken)
    {
        var resources = new RunResources(engine, target);
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
                Name = _name,
                ImageId = _target.ImageId,
                SeccompProfileJson = _target.SeccompProfileJson,
                Labels = _labels,
                NetworkName = _name,
                PublishPorts = false,
                CgroupParent = _target.CgroupParent,
                VolumeNames = _volumes,
                SecretsVolume = _secrets.Count > 0 ? SecretsVolume : null,
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
        await TryAsync(_engine.Containers.RemoveAsync(_name, force: true, limit.Token));
        foreach (var volume in _volumes.Values.Append(SecretsVolume))
        {
            await TryAsync(_engine.Volumes.RemoveAsync(volume, cancellationToken: limit.Token));
        }

        await TryAsync(_engine.Networks.RemoveAsync(_name, limit.Token));
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
                Name = _name,
                Internal = true,
                Labels = _labels,
            },
            cancellationToken
        );
        foreach (var volume in _volumes.Values)
        {
            await _engine.Volumes.CreateAsync(new CreateVolumeRequest { Name = volume, Labels = _labels }, cancellationToken);
        }

        if (_secrets.Count > 0)
        {
            var (uid, gid) = _target.Runtime.Owner();
            await SecretVolume.SeedAsync(
                _engine,
                _target.ImageId,
                SecretsVolume,
                uid,
                gid,
                _secrets.ToDictionary(secret => secret.Key, secret => Encoding.UTF8.GetBytes(secret.Value)),
                _labels,
                cancellationToken
            );
        }
    }
}
