using Phederation.Containers.Engine.Models;
using Phederation.Site.Release;

namespace Phederation.Site.Lifecycle;

/// <summary>
/// What a site runs and its release does not have: services of an earlier release, which this one does not vouch for, and left-overs. They are stopped
/// before the update, since they may hold its ports, and removed after it, or started again when it fails.
/// </summary>
internal sealed class RetiredContainers(SiteObjects objects, SiteStack stack, IProgress<SiteEvent> progress)
{
    private readonly List<ContainerSummary> _stopped = [];

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var kept = stack
            .Services.SelectMany(service => new[] { service.Name, SiteNames.Next(service.Name), SiteNames.Previous(service.Name) })
            .ToHashSet();
        foreach (var container in await objects.ContainersAsync(cancellationToken))
        {
            if (!kept.Contains(SiteObjects.NameOf(container)))
            {
                await objects.Engine.Containers.StopAsync(container.Id, cancellationToken: cancellationToken);
                _stopped.Add(container);
            }
        }
    }

    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        foreach (var container in _stopped)
        {
            await objects.Engine.Containers.RemoveAsync(container.Id, cancellationToken: cancellationToken);
            progress.Warn(SiteObjects.NameOf(container), "is not in this release: its container is removed, its volumes are kept");
        }
    }

    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        foreach (var container in _stopped.Where(container => container.State == "running"))
        {
            await objects.Engine.Containers.StartAsync(container.Id, cancellationToken);
            progress.Warn(SiteObjects.NameOf(container), "started again");
        }
    }
}
