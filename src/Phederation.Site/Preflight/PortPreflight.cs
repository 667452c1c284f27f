using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Site.Lifecycle;
using Phederation.Site.Release;

namespace Phederation.Site.Preflight;

/// <summary>Whether the ports that the services publish are free, or already theirs.</summary>
internal sealed class PortPreflight(SiteObjects objects)
{
    /// <summary>Checks the ports of one service.</summary>
    /// <exception cref="SiteException">A port is held by something else.</exception>
    public async Task CheckAsync(SiteService service, CancellationToken cancellationToken)
    {
        var isLocal = objects.Engine.Endpoint.Kind != EngineEndpointKind.Tcp;
        // 0 asks the engine for a free port.
        foreach (var port in service.Runtime.Ports.Where(port => port.HostPort > 0))
        {
            if (isLocal && PortProbe.IsFree(port.HostPort))
            {
                continue;
            }

            var holder = await HolderAsync(port.HostPort, cancellationToken);
            if (holder is null ? isLocal : !IsOwn(holder))
            {
                throw Taken(service.Name, port.HostPort, holder?.Name.TrimStart('/'));
            }
        }
    }

    /// <summary>The error of a port that is held by something else.</summary>
    public static SiteException Taken(string service, int port, string? container) =>
        new(
            ExitCode.Conflict,
            container is null
                ? $"Port {port} of this machine, which {service} needs, is taken by another program."
                : $"Port {port} of this machine, which {service} needs, is taken by the container {container}.",
            container is null
                ? $"Find it with: ss -ltnp 'sport = :{port}'; stop it, then run this again."
                : $"Stop it: docker stop {container}"
        );

    private bool IsOwn(ContainerDetails container) =>
        container.Config.Labels.TryGetValue(SiteNames.SiteLabel, out var id) && id == objects.Site.SiteId;

    private async Task<ContainerDetails?> HolderAsync(int port, CancellationToken cancellationToken)
    {
        var wanted = $"{port}";
        foreach (var running in await objects.Engine.Containers.ListAsync(all: false, cancellationToken: cancellationToken))
        {
            var details = await objects.Engine.Containers.InspectAsync(running.Id, cancellationToken);
            if (details?.NetworkSettings.Ports.Values.Any(bindings => bindings?.Any(binding => binding.HostPort == wanted) == true) == true)
            {
                return details;
            }
        }

        return null;
    }
}
