using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Containers.Hardening;
using Phederation.Containers.Oci;
using Phederation.Workloads.Steps;

namespace Phederation.Workloads.Running;

/// <summary>The peers of one run: started before its first step, and what steps do to them.</summary>
internal sealed class PeerContainers(EngineClient engine, TimeProvider time, WorkloadTarget target, RunNames names)
{
    private static readonly TimeSpan HealthInterval = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, (PeerSpec Spec, ServiceContainer Container)> _peers = [];

    /// <summary>Creates and starts all, in their order; each is healthy before the next one is started.</summary>
    /// <exception cref="StepFailedException">One did not become ready.</exception>
    public async Task StartAsync(IReadOnlyList<PeerSpec> peers, CancellationToken cancellationToken)
    {
        foreach (var peer in peers)
        {
            var id = await engine.Containers.CreateAsync(Request(peer), cancellationToken);
            _peers[peer.Name] = (peer, new ServiceContainer(engine, id, peer.HasHealthCheck, names.Run, time));
            await StartAsync(peer.Name, cancellationToken);
        }
    }

    /// <summary>Where a peer was after its last start.</summary>
    public string AddressOf(string name) => _peers[name].Container.Address;

    /// <summary>Does to a peer what a step says.</summary>
    public async Task ActAsync(PeerStep step, CancellationToken cancellationToken)
    {
        var container = _peers[step.Peer].Container;
        switch (step.Action)
        {
            case PeerAction.Start:
                await StartAsync(step.Peer, cancellationToken);
                break;
            case PeerAction.Stop:
                await container.StopAsync(cancellationToken);
                break;
            case PeerAction.Pause:
                await container.PauseAsync(cancellationToken);
                break;
            case PeerAction.Resume:
                await container.ResumeAsync(cancellationToken);
                break;
            default:
                await container.SignalAsync("SIGKILL", cancellationToken);
                await container.WaitEndAsync(cancellationToken);
                break;
        }
    }

    private async Task StartAsync(string name, CancellationToken cancellationToken)
    {
        var (peer, container) = _peers[name];
        using var limit = new CancellationTokenSource(peer.ReadyLimit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await container.StartAsync(linked.Token);
        }
        catch (Exception exception) when (exception is StepFailedException or OperationCanceledException or EngineException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var log = await container.LogAsync(cancellationToken);
            throw new StepFailedException(
                $"the peer '{name}' was not ready within {peer.ReadyLimit.TotalSeconds:0} s: {exception.Message}\n{log[Math.Max(0, log.Length - 2000)..]}",
                peer.Location,
                exception
            );
        }
    }

    private CreateContainerRequest Request(PeerSpec peer)
    {
        var contract = target.Peers[peer.Image].Runtime;
        return HardenedContainer.Request(
            contract,
            new HardenedContainerOptions
            {
                Name = names.Peer(peer.Name),
                ImageId = target.Peers[peer.Image].ImageId,
                Labels = RunLabels.For(target),
                NetworkName = names.Run,
                NetworkAliases = [peer.Name],
                PublishPorts = false,
                VolumeNames = contract.Volumes.ToDictionary(volume => volume.Name, volume => names.Volume(volume.Name, peer.Name)),
                SecretsVolume = contract.Secrets.Count > 0 ? names.Secrets(peer.Name) : null,
                Command = peer.Command.Count > 0 ? peer.Command : null,
                Environment = peer.Environment,
                Healthcheck = peer.HasHealthCheck ? new HealthConfig { Interval = (long)HealthInterval.TotalNanoseconds } : null,
                RestartPolicy = "no",
            }
        );
    }
}
