using System.Text.Json;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Testing;
using Phederation.Testing.Services;
using Phederation.Trust.Services;

namespace Phederation.Trust.Tests.Services;

/// <summary>The real services with a state folder of their own, started once for the tests that share them.</summary>
public sealed class LoopbackServices : IAsyncDisposable
{
    private readonly SemaphoreSlim _once = new(1);
    private readonly TempFolder _state = new();
    private TrustServices? _services;

    public EngineClient Engine { get; } = EngineClient.Connect(EngineEndpoint.Default);

    public string StateFolder => _state.Path;

    /// <summary>What the services remember.</summary>
    public string StateFile => _state["services/services.json"];

    /// <summary>The running services; the test is skipped where their images can't be made.</summary>
    public async Task<TrustServices> StartAsync(CancellationToken cancellationToken)
    {
        await _once.WaitAsync(cancellationToken);
        try
        {
            return _services ??= await StartAsync(StateFolder, cancellationToken);
        }
        finally
        {
            _once.Release();
        }
    }

    /// <summary>Services of another state folder; the caller stops them.</summary>
    public async Task<TrustServices> StartAsync(string stateFolder, CancellationToken cancellationToken) =>
        await TrustServices.StartAsync(
            new TrustServicesOptions { StateFolder = stateFolder, Images = await ServiceImages.GetAsync(Engine, cancellationToken) },
            Engine,
            TimeProvider.System,
            cancellationToken
        );

    /// <summary>The container of a service as the engine sees it; null when there is none.</summary>
    public async Task<ContainerDetails?> ContainerAsync(string service, CancellationToken cancellationToken)
    {
        using var state = JsonDocument.Parse(await File.ReadAllTextAsync(StateFile, cancellationToken));
        return await Engine.Containers.InspectAsync(
            $"phederation-{state.RootElement.GetProperty("id").GetString()}-{service}",
            cancellationToken
        );
    }

    /// <summary>What the services of a state folder have on the engine besides what is stored.</summary>
    public async Task<IReadOnlyList<string>> LeftAsync(CancellationToken cancellationToken)
    {
        string[] label = [$"{ServiceObjects.FolderLabel}={_state["services"]}"];
        var volumes = await Engine.Volumes.ListAsync(label, cancellationToken);
        return
        [
            .. (await Engine.Containers.ListAsync(label, all: true, cancellationToken)).SelectMany(container => container.Names),
            .. (await Engine.Networks.ListAsync(label, cancellationToken)).Select(network => network.Name),
            .. volumes.Where(volume => !volume.Labels.ContainsKey(ServiceObjects.StorageLabel)).Select(volume => volume.Name),
        ];
    }

    /// <summary>The volumes of what is stored for a state folder.</summary>
    public async Task<IReadOnlyList<string>> StorageAsync(string stateFolder, CancellationToken cancellationToken) =>
        [
            .. (
                await Engine.Volumes.ListAsync(
                    [$"{ServiceObjects.FolderLabel}={Path.Combine(stateFolder, "services")}", ServiceObjects.StorageLabel],
                    cancellationToken
                )
            ).Select(volume => volume.Name),
        ];

    public async Task StopAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
            _services = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await ServiceStorage.RemoveAsync(Engine, StateFolder);
        Engine.Dispose();
        _state.Dispose();
        _once.Dispose();
    }
}
