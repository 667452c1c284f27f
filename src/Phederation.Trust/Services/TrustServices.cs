using Phederation.Containers.Engine;

namespace Phederation.Trust.Services;

/// <summary>
/// A registry and a trust server (server, signer and database) on loopback: hardened containers of images of ours, with storage that
/// stays. They run while this lives.
/// </summary>
/// <remarks>
/// Nobody has to log in to them: their ports are on 127.0.0.1 only, so their clients already run programs on this machine. What a release
/// is worth rests on signatures, not on who may write to the registry.
/// </remarks>
public sealed class TrustServices : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(2);

    private readonly List<ServiceContainer> _services = [];
    private readonly FileStream _lock;
    private readonly ServiceState _state;
    private readonly ServiceObjects _objects;
    private bool _isAbandoned;

    private TrustServices(FileStream @lock, ServiceState state, ServiceObjects objects, string authority)
    {
        _lock = @lock;
        _state = state;
        _objects = objects;
        CaCertificatePath = authority;
    }

    /// <summary>The registry's address; plain HTTP, which engines accept on loopback.</summary>
    public Uri Registry => new($"http://{RegistryHost}");

    /// <summary>The registry as image references name it.</summary>
    public string RegistryHost => $"127.0.0.1:{_state.RegistryPort}";

    /// <summary>The trust server's address.</summary>
    public Uri Notary => new($"https://127.0.0.1:{_state.NotaryPort}");

    /// <summary>The certificate of the authority that vouches for <see cref="Notary"/>.</summary>
    public string CaCertificatePath { get; }

    /// <summary>Starts the services, after removing what an interrupted run of the same state folder left running.</summary>
    /// <exception cref="TrustException">
    /// The state folder or a port is in use, what was stored is gone, or a service did not start; then none is left running.
    /// </exception>
    /// <exception cref="EngineException">The engine refused something.</exception>
    public static async Task<TrustServices> StartAsync(
        TrustServicesOptions options,
        EngineClient engine,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        RefuseFarEngine(engine);
        var folder = Path.Combine(Path.GetFullPath(options.StateFolder), "services");
        BoundedFile.CreatePrivateFolder(folder);
        var @lock = Lock(folder);
        try
        {
            var file = new ServiceStateFile(folder);
            var known = file.Read();
            if (known is not null)
            {
                await new ServiceObjects(engine, known.Id, folder).RemoveAsync(cancellationToken);
            }

            await OrphanedServices.RemoveAsync(engine, cancellationToken);
            var state = file.Choose(known, options);
            var objects = new ServiceObjects(engine, state.Id, folder);
            var certificates = ServiceCertificates.OpenOrCreate(Path.Combine(folder, "tls"), time);
            var services = new TrustServices(@lock, state, objects, certificates.Authority);
            try
            {
                await services.StartAllAsync(options, certificates, time, cancellationToken);
                if (!state.HasStorage)
                {
                    file.Write(state with { HasStorage = true });
                }

                return services;
            }
            catch
            {
                await services.RemoveAsync();
                throw;
            }
        }
        catch
        {
            await @lock.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sees that all services still run.</summary>
    /// <exception cref="TrustException">One has ended; the message has the end of its log.</exception>
    public async Task EnsureRunningAsync(CancellationToken cancellationToken)
    {
        foreach (var service in _services)
        {
            await service.EnsureRunningAsync(cancellationToken);
        }
    }

    /// <summary>Stops the services and removes their containers; what they stored stays.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_isAbandoned)
            {
                await RemoveAsync();
            }
        }
        finally
        {
            await _lock.DisposeAsync();
        }
    }

    /// <summary>Lets go of everything as a run does that is killed: the containers stay. For tests.</summary>
    internal void Abandon()
    {
        _isAbandoned = true;
        _lock.Dispose();
    }

    private async Task StartAllAsync(
        TrustServicesOptions options,
        ServiceCertificates certificates,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var registryPlan = ServicePlans.Registry(options.Images, _state);
        var notaryPlans = ServicePlans.Notary(options.Images, _state, certificates, RegistryHost + "/");
        if (_state.HasStorage)
        {
            await _objects.EnsureStorageAsync([registryPlan, .. notaryPlans], cancellationToken);
        }

        await _objects.CreateNetworksAsync(cancellationToken);

        // One that fails ends the work on the others, whose own errors would only say so.
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var containers = await Together(
            failed,
            [.. notaryPlans.Append(registryPlan).Select(plan => _objects.CreateAsync(plan, failed.Token))]
        );
        _services.AddRange(containers);
        await Together(failed, [NotaryAsync(), RegistryAsync()]);

        async Task<bool> NotaryAsync()
        {
            foreach (var container in containers[..^1])
            {
                await container.StartAsync(options.StartLimit, time, failed.Token);
            }

            return true;
        }

        async Task<bool> RegistryAsync()
        {
            await containers[^1].StartAsync(options.StartLimit, time, failed.Token);
            return true;
        }
    }

    private static async Task<T[]> Together<T>(CancellationTokenSource failed, IReadOnlyList<Task<T>> tasks)
    {
        var all = Task.WhenAll(tasks);
        try
        {
            for (var pending = tasks.ToList(); pending.Count > 0; )
            {
                var next = await Task.WhenAny(pending);
                pending.Remove(next);
                await next;
            }
        }
        catch
        {
            // Nothing goes on in the background of the cleaning up.
            await failed.CancelAsync();
            await Task.WhenAny(all);
            throw;
        }

        return await all;
    }

    private async Task RemoveAsync()
    {
        using var limit = new CancellationTokenSource(StopLimit);
        await _objects.RemoveAsync(limit.Token);
        _services.Clear();
    }

    private static void RefuseFarEngine(EngineClient engine)
    {
        if (engine.Endpoint is { Kind: EngineEndpointKind.Tcp, Address: not ("127.0.0.1" or "::1" or "localhost") })
        {
            throw new TrustException(
                TrustErrorKind.ServiceFailed,
                $"the engine at {engine.Endpoint} is on another machine, whose loopback address is not this one's: give --registry and "
                    + "--trust-server, or use an engine of this machine"
            );
        }
    }

    private static FileStream Lock(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault)
        {
            throw new TrustException(
                TrustErrorKind.InUse,
                $"another run uses the registry and trust server of {folder}; wait for it to end, or give another state folder",
                fault
            );
        }
    }
}
