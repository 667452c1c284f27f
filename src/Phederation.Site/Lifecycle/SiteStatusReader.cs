using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Site.Images;
using Phederation.Site.Release;
using Phederation.Site.State;
using Phederation.Site.Supervision;

namespace Phederation.Site.Lifecycle;

/// <summary>Reads what a site runs and compares it with the release.</summary>
public sealed class SiteStatusReader
{
    private readonly EngineClient _engine;
    private readonly TimeProvider _time;

    /// <summary>Works on an engine.</summary>
    public SiteStatusReader(EngineClient engine, TimeProvider time)
    {
        _engine = engine;
        _time = time;
    }

    /// <summary>The status of every service of the release, and of every other container of the site.</summary>
    /// <param name="verification">The release, verified or refused.</param>
    /// <param name="state">The site's state; null when it was never brought up.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<SiteStatus> ReadAsync(SiteVerification verification, SiteState? state, CancellationToken cancellationToken)
    {
        // A site that was never brought up has an identity that nothing carries.
        var objects = new SiteObjects(_engine, state ?? SiteStateStore.New(SiteNames.DefaultSite));
        var containers = await objects.ContainersAsync(cancellationToken);
        var services = new List<ServiceStatus>();
        var stack = verification.StackOf(state?.Edition) is { } released
            ? SiteSupervision.Apply(
                SiteSettings.Apply(released, state?.Settings ?? new Dictionary<string, string>()),
                state?.SupervisedParent
            )
            : null;
        foreach (var service in stack?.Services ?? [])
        {
            services.Add(await ReadAsync(service, stack!, objects, containers, cancellationToken));
        }

        var known = services.Select(service => service.Service).ToHashSet();
        foreach (var container in containers)
        {
            var name = SiteObjects.NameOf(container);
            if (!known.Contains(name) && await _engine.Containers.InspectAsync(container.Id, cancellationToken) is { } details)
            {
                var why = stack is null
                    ? "the release is refused, so nothing can be compared"
                    : "it is not in the release, or was left by an interrupted update: phederation up removes it";
                services.Add(await DescribeAsync(name, details, isProfileVerified: false, [why], cancellationToken));
            }
        }

        return new SiteStatus(
            stack?.ReleaseVersion,
            stack?.Policy ?? state?.Policy,
            [.. verification.Refusals.Select(refusal => refusal.ToString())],
            services
        );
    }

    private async Task<ServiceStatus> ReadAsync(
        SiteService service,
        SiteStack stack,
        SiteObjects objects,
        IReadOnlyList<ContainerSummary> containers,
        CancellationToken cancellationToken
    )
    {
        var container = containers.FirstOrDefault(container => SiteObjects.NameOf(container) == service.Name);
        if (container is null || await _engine.Containers.InspectAsync(container.Id, cancellationToken) is not { } details)
        {
            return new ServiceStatus
            {
                Service = service.Name,
                State = "absent",
                Health = "none",
                IsProfileVerified = false,
                Drift = [],
                Ports = [],
            };
        }

        // When the signed image is in the engine under neither ID, the container can't be of it.
        var image = await new ReleaseImages(_engine, new NoProgress()).FindAsync(service, cancellationToken);
        var specification = new ServiceSpecification(service, stack, objects, image ?? service.ConfigDigest.ToString());
        return await DescribeAsync(
            service.Name,
            details,
            ContainerDrift.HasProfile(specification, details),
            ContainerDrift.Find(specification, details),
            cancellationToken
        );
    }

    private async Task<ServiceStatus> DescribeAsync(
        string name,
        ContainerDetails details,
        bool isProfileVerified,
        IReadOnlyList<string> drift,
        CancellationToken cancellationToken
    )
    {
        var isRunning = details.State is { Running: true };
        return new ServiceStatus
        {
            Service = name,
            State = details.State.Status,
            Health = isRunning ? details.State.Health?.Status ?? "none" : "none",
            ImageId = details.Image,
            IsProfileVerified = isProfileVerified,
            Drift = drift,
            Ports = [.. Ports(details)],
            MemoryBytes = isRunning ? await MemoryAsync(details.Id, cancellationToken) : null,
            MemoryLimitBytes = details.HostConfig.Memory,
            UptimeSeconds = isRunning && details.State.StartedAt is { } started ? (long)(_time.GetUtcNow() - started).TotalSeconds : null,
            Restarts = details.RestartCount,
        };
    }

    /// <summary>Memory in use without the file cache that the kernel gives back at need, as docker's own client shows it.</summary>
    private async Task<long> MemoryAsync(string id, CancellationToken cancellationToken)
    {
        var memory = (await _engine.Containers.StatsAsync(id, cancellationToken)).Memory;
        var cache = memory.Stats?.GetValueOrDefault("total_inactive_file") ?? 0;
        if (cache == 0)
        {
            cache = memory.Stats?.GetValueOrDefault("inactive_file") ?? 0;
        }

        return (long)(memory.Usage > cache ? memory.Usage - cache : memory.Usage);
    }

    private static IEnumerable<string> Ports(ContainerDetails details) =>
        details.NetworkSettings.Ports.SelectMany(pair =>
            (pair.Value ?? []).Select(binding => $"{binding.HostIp}:{binding.HostPort}→{pair.Key.Split('/')[0]}")
        );
}
