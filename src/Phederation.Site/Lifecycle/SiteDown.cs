using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Site.State;

namespace Phederation.Site.Lifecycle;

/// <summary>Takes a site down: only what carries its label, whatever the release has become meanwhile.</summary>
public sealed class SiteDown
{
    private readonly EngineClient _engine;
    private readonly IProgress<SiteEvent> _progress;

    /// <summary>Works on an engine.</summary>
    public SiteDown(EngineClient engine, IProgress<SiteEvent> progress)
    {
        _engine = engine;
        _progress = progress;
    }

    /// <summary>The state of a site that must be there.</summary>
    /// <exception cref="SiteException">No site was made in this folder.</exception>
    public static SiteState Require(SiteState? state, StateFolder folder) =>
        state
        ?? throw new SiteException(
            ExitCode.Missing,
            $"No site was brought up with the state folder {folder.Path}.",
            "Name the folder that it was brought up with by --state DIR, or run as the user who did."
        );

    /// <summary>Stops the containers with their own stop signal and time, removes them and the network; volumes only when confirmed.</summary>
    public async Task<DownResult> RunAsync(SiteState state, DownOptions options, CancellationToken cancellationToken)
    {
        var objects = new SiteObjects(_engine, state);
        var containers = await objects.ContainersAsync(cancellationToken);
        var volumes = await _engine.Volumes.ListAsync([objects.Filter], cancellationToken);
        if (options is { IsDeletingVolumes: true, IsConfirmed: false })
        {
            throw new SiteException(
                ExitCode.Usage,
                volumes.Count == 0
                    ? "--volumes deletes data and needs --yes; nothing was done."
                    : $"--volumes would delete all data in {string.Join(", ", volumes.Select(volume => volume.Name))}; nothing was done.",
                "Make a backup, then run: phederation down --volumes --yes"
            );
        }

        // The service that was started last may need the others while it stops.
        var removed = new List<string>();
        foreach (var container in containers.OrderByDescending(container => container.Created))
        {
            removed.Add(await RemoveAsync(container, cancellationToken));
        }

        var networks = await _engine.Networks.ListAsync([objects.Filter], cancellationToken);
        foreach (var network in networks)
        {
            await _engine.Networks.RemoveAsync(network.Id, cancellationToken);
            _progress.Done($"remove network {network.Name}");
        }

        if (options.IsDeletingVolumes)
        {
            foreach (var volume in volumes)
            {
                await _engine.Volumes.RemoveAsync(volume.Name, cancellationToken: cancellationToken);
                _progress.Done($"delete volume {volume.Name}");
            }
        }

        string[] names = [.. volumes.Select(volume => volume.Name).Order(StringComparer.Ordinal)];
        return new DownResult(
            removed,
            [.. networks.Select(network => network.Name)],
            options.IsDeletingVolumes ? names : [],
            options.IsDeletingVolumes ? [] : names
        );
    }

    private async Task<string> RemoveAsync(ContainerSummary container, CancellationToken cancellationToken)
    {
        var name = SiteObjects.NameOf(container);
        var step = $"stop {name}";
        _progress.Started(step);
        await _engine.Containers.StopAsync(container.Id, cancellationToken: cancellationToken);
        await _engine.Containers.RemoveAsync(container.Id, cancellationToken: cancellationToken);
        _progress.Done(step, "stopped and removed");
        return name;
    }
}
