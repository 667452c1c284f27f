using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Site.State;

namespace Phederation.Site.Lifecycle;

/// <summary>
/// The site's own objects on the engine. An object that has the right name and not the site's label is somebody else's: it is never touched.
/// </summary>
internal sealed class SiteObjects(EngineClient engine, SiteState site)
{
    public EngineClient Engine => engine;

    public SiteState Site => site;

    /// <summary>The label by which this site's objects are found.</summary>
    public string Filter => $"{SiteNames.SiteLabel}={site.SiteId}";

    /// <summary>The labels of an object of this site.</summary>
    public Dictionary<string, string> Labels(params ReadOnlySpan<(string Key, string Value)> more)
    {
        var labels = new Dictionary<string, string> { [SiteNames.SiteLabel] = site.SiteId };
        foreach (var (key, value) in more)
        {
            labels[key] = value;
        }

        return labels;
    }

    /// <summary>The site's container of a name; null when there is none.</summary>
    /// <exception cref="SiteException">A container of somebody else has the name.</exception>
    public async Task<ContainerDetails?> ContainerAsync(string name, CancellationToken cancellationToken)
    {
        var container = await engine.Containers.InspectAsync(name, cancellationToken);
        // The engine also answers to the beginning of an ID.
        return container is null || container.Name.TrimStart('/') != name ? null
            : IsOwn(container.Config.Labels) ? container
            : throw Foreign("container", name, $"docker rename {name} {name}-old");
    }

    /// <summary>The site's volume of a name; null when there is none.</summary>
    /// <exception cref="SiteException">A volume of somebody else has the name.</exception>
    public async Task<VolumeDetails?> VolumeAsync(string name, CancellationToken cancellationToken)
    {
        var volume = await engine.Volumes.InspectAsync(name, cancellationToken);
        return volume is null ? null
            : IsOwn(volume.Labels) ? volume
            : throw Foreign("volume", name, $"copy its data elsewhere, then: docker volume rm {name}");
    }

    /// <summary>The site's network; null when there is none.</summary>
    /// <exception cref="SiteException">A network of somebody else has the name.</exception>
    public async Task<NetworkDetails?> NetworkAsync(CancellationToken cancellationToken)
    {
        var name = SiteNames.Network(site.SiteName);
        var network = await engine.Networks.InspectAsync(name, cancellationToken);
        return network is null || network.Name != name ? null
            : IsOwn(network.Labels) ? network
            : throw Foreign("network", name, $"choose another name for this site with --site NAME, or: docker network rm {name}");
    }

    /// <summary>All of the site's containers, running or not.</summary>
    public Task<IReadOnlyList<ContainerSummary>> ContainersAsync(CancellationToken cancellationToken) =>
        engine.Containers.ListAsync([Filter], cancellationToken: cancellationToken);

    /// <summary>A container's name without the slash that the engine writes before it.</summary>
    public static string NameOf(ContainerSummary container) => container.Names.Count > 0 ? container.Names[0].TrimStart('/') : container.Id;

    private bool IsOwn(IReadOnlyDictionary<string, string> labels) =>
        labels.TryGetValue(SiteNames.SiteLabel, out var id) && id == site.SiteId;

    private static SiteException Foreign(string kind, string name, string mend) =>
        new(
            ExitCode.Conflict,
            $"A {kind} named {name} exists that this site did not make; nothing was touched.",
            $"If another state folder made it, name that with --state DIR; else, when nobody needs it there: {mend}"
        );
}
