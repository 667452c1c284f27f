using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Site.Images;
using Phederation.Site.Preflight;
using Phederation.Site.Release;
using Phederation.Site.Secrets;
using Phederation.Site.State;
using Phederation.Site.Supervision;

namespace Phederation.Site.Lifecycle;

/// <summary>Brings a site to a verified release: checks first, changes after, and only what differs.</summary>
public sealed class SiteUp
{
    private static readonly TimeSpan NoticeOfExpiry = TimeSpan.FromDays(30);

    private readonly EngineClient _engine;
    private readonly StateFolder _folder;
    private readonly TimeProvider _time;
    private readonly IProgress<SiteEvent> _progress;
    private readonly SecretStore _secrets;
    private readonly ServiceObjects _objects;

    /// <summary>Works on an engine with the state of one site. The caller holds the site's lock.</summary>
    public SiteUp(EngineClient engine, StateFolder folder, TimeProvider time, IProgress<SiteEvent> progress)
    {
        _engine = engine;
        _folder = folder;
        _time = time;
        _progress = progress;
        _secrets = new SecretStore(folder, time);
        _objects = new ServiceObjects(_secrets);
    }

    /// <summary>Returns when every service runs, healthy and as released. It may be interrupted at any point and run again.</summary>
    /// <exception cref="SiteException">The site can't be brought to the release; what ran before runs again.</exception>
    /// <exception cref="EngineException">The engine failed.</exception>
    public async Task<UpResult> RunAsync(SiteStack released, UpOptions options, CancellationToken cancellationToken)
    {
        var store = new SiteStateStore(_folder);
        var state = await LoadAsync(store, options, cancellationToken);
        state = state with { Settings = options.Settings ?? state.Settings };
        var stack = SiteSettings.Apply(released, state.Settings, service => SiteSecrets.Missing(service, _secrets).Count == 0);
        WarnOfMissing(released, state.Settings);

        // Everything that can be refused is refused before anything is changed.
        WarnOfExpiry(stack);
        var info = await new EnginePreflight(_engine, _time, _progress).CheckAsync(stack, cancellationToken);
        state = state with { SupervisedParent = SiteSupervision.ParentOf(state, options.IsSupervised, info) };
        stack = SiteSupervision.Apply(stack, state.SupervisedParent);
        SupervisionPreflight.Check(stack, state, info, _progress);
        var objects = new SiteObjects(_engine, state);
        await CheckObjectsAsync(objects, stack, cancellationToken);
        var images = new ReleaseImages(_engine, _progress);
        var found = new Dictionary<string, string?>();
        foreach (var service in stack.Services)
        {
            found[service.Name] = await images.FindAsync(service, cancellationToken);
        }

        DiskPreflight.Check(_engine, info, [.. stack.Services.Where(service => found[service.Name] is null)], _progress);

        // From here on objects carry the site's identity: it must not be lost.
        await store.SaveAsync(state, cancellationToken);
        var secrets = stack
            .Services.Concat(stack.Jobs)
            .SelectMany(service => service.Runtime.Secrets)
            .Where(secret => secret.Generate)
            .ToList();
        var names = secrets.Select(secret => secret.Name);
        var generated = await _secrets.GenerateAsync(secrets, state.GeneratedSecrets, cancellationToken);
        state = state with { GeneratedSecrets = [.. state.GeneratedSecrets.Union(names).Order(StringComparer.Ordinal)] };
        await store.SaveAsync(state, cancellationToken);
        var specifications = new List<ServiceSpecification>();
        foreach (var service in stack.Services)
        {
            var id = found[service.Name] ?? await images.LoadAsync(service, cancellationToken);
            specifications.Add(new ServiceSpecification(service, stack, objects, id, _secrets.MarkOf(service.Runtime.Secrets)));
        }

        await EnsureNetworkAsync(objects, cancellationToken);
        var services = await UpdateAllAsync(objects, stack, specifications, options.HealthTimeout, cancellationToken);
        stack.SeenVersions.Save(_folder.TrustVersionsFile);
        await store.SaveAsync(
            state with
            {
                ReleaseVersion = stack.ReleaseVersion,
                Policy = stack.Policy,
                Edition = stack.Edition,
            },
            cancellationToken
        );
        return new UpResult(services, generated);
    }

    private void WarnOfMissing(SiteStack released, IReadOnlyDictionary<string, string> settings)
    {
        foreach (var service in released.Services)
        {
            foreach (var secret in SiteSecrets.Missing(service, _secrets))
            {
                _progress.Warn(service.Name, $"is not started before this is given: phederation secret set {secret} --from-file FILE");
            }

            foreach (var setting in SiteSettings.Missing(service, settings))
            {
                _progress.Warn(
                    service.Name,
                    $"is not started before this is set: --set {SiteSettings.Key(service, setting)}=VALUE ({setting.Description})"
                );
            }
        }
    }

    private void WarnOfExpiry(SiteStack stack)
    {
        if (stack.Expires is { } expires && expires - _time.GetUtcNow() < NoticeOfExpiry)
        {
            _progress.Warn("the release", $"expires on {expires:yyyy-MM-dd} and is refused from then on: get a newer one");
        }
    }

    private static async Task<SiteState> LoadAsync(SiteStateStore store, UpOptions options, CancellationToken cancellationToken)
    {
        if (await store.LoadAsync(cancellationToken) is not { } state)
        {
            return SiteStateStore.New(options.SiteName ?? SiteNames.DefaultSite);
        }

        return options.SiteName is null || options.SiteName == state.SiteName
            ? state
            : throw new SiteException(
                ExitCode.Usage,
                $"This site is named {state.SiteName}; it can't become {options.SiteName}.",
                "Leave --site out, or make another site with another --state DIR."
            );
    }

    private static async Task CheckObjectsAsync(SiteObjects objects, SiteStack stack, CancellationToken cancellationToken)
    {
        await objects.NetworkAsync(cancellationToken);
        foreach (var service in stack.Services)
        {
            foreach (var name in new[] { service.Name, SiteNames.Next(service.Name), SiteNames.Previous(service.Name) })
            {
                await objects.ContainerAsync(name, cancellationToken);
            }

            var volumes = service.Runtime.Volumes.Select(volume => volume.Name);
            foreach (var name in volumes.Append(SiteNames.SecretsVolume(objects.Site.SiteName, service.Name)))
            {
                await objects.VolumeAsync(name, cancellationToken);
            }

            await new PortPreflight(objects).CheckAsync(service, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<ServiceUp>> UpdateAllAsync(
        SiteObjects objects,
        SiteStack stack,
        IReadOnlyList<ServiceSpecification> specifications,
        TimeSpan healthTimeout,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<ServiceUp> services;
        var specificationOf = specifications.ToDictionary(specification => specification.Service.Name);
        var retired = new RetiredContainers(objects, stack, _progress);
        try
        {
            await retired.StopAsync(cancellationToken);
            services = await StartSchedule.RunAsync(
                stack.Services,
                service => UpdateAsync(objects, specificationOf[service.Name], healthTimeout, cancellationToken),
                cancellationToken
            );
        }
        catch
        {
            // Also when interrupted: what ran before must run again.
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1), _time);
            await retired.StartAgainAsync(limit.Token);
            throw;
        }

        await retired.RemoveAsync(cancellationToken);
        return services;
    }

    private async Task<ServiceUp> UpdateAsync(
        SiteObjects objects,
        ServiceSpecification specification,
        TimeSpan healthTimeout,
        CancellationToken cancellationToken
    )
    {
        await ServiceObjects.EnsureVolumesAsync(objects, specification, cancellationToken);
        var update = new ServiceUpdate(
            objects,
            specification,
            token => _objects.SeedAsync(objects, specification, token),
            _time,
            _progress
        );
        var change = await update.RunAsync(healthTimeout, cancellationToken);
        return new ServiceUp(specification.Service.Name, change, specification.Service.Addresses);
    }

    private async Task EnsureNetworkAsync(SiteObjects objects, CancellationToken cancellationToken)
    {
        if (await objects.NetworkAsync(cancellationToken) is null)
        {
            var name = SiteNames.Network(objects.Site.SiteName);
            await _engine.Networks.CreateAsync(new CreateNetworkRequest { Name = name, Labels = objects.Labels() }, cancellationToken);
            _progress.Done($"create the network {name}");
        }
    }
}
