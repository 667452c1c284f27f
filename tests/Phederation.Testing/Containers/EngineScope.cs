using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;

namespace Phederation.Testing.Containers;

/// <summary>
/// What one test creates on the real engine: everything carries a label of its own, and is removed at the end, whatever happened.
/// </summary>
public sealed class EngineScope : IAsyncDisposable
{
    private EngineScope(EngineClient engine, string imageId)
    {
        Engine = engine;
        ImageId = imageId;
    }

    /// <summary>The real engine.</summary>
    public EngineClient Engine { get; }

    /// <summary>The id of <see cref="TestImage"/>.</summary>
    public string ImageId { get; }

    /// <summary>This scope's mark, and a good prefix for names.</summary>
    public string Id { get; } = "phederation-test-" + Guid.NewGuid().ToString("N")[..12];

    /// <summary>The labels for everything that is created.</summary>
    public IReadOnlyDictionary<string, string> Labels => new Dictionary<string, string> { [TestImage.Label] = Id };

    /// <summary>The same as a filter.</summary>
    public string LabelFilter => $"{TestImage.Label}={Id}";

    /// <summary>Opens a scope; the test is skipped where no engine is.</summary>
    public static Task<EngineScope> OpenAsync(CancellationToken cancellationToken = default)
    {
        Requires.Engine();
        return OpenAsync(EngineEndpoint.Default, cancellationToken);
    }

    /// <summary>Opens a scope on an engine of the test's own.</summary>
    public static async Task<EngineScope> OpenAsync(EngineEndpoint endpoint, CancellationToken cancellationToken)
    {
        var engine = EngineClient.Connect(endpoint);
        return new EngineScope(engine, await TestImage.EnsureAsync(engine, cancellationToken));
    }

    /// <summary>A request for a container of the test image that carries the labels and joins no network.</summary>
    public CreateContainerRequest Request(params string[] command) =>
        new()
        {
            Image = ImageId,
            Cmd = command,
            Labels = Labels,
            StopTimeout = 1,
            HostConfig = new HostConfig { NetworkMode = "none" },
        };

    /// <summary>Creates and starts a container of the test image and returns its id.</summary>
    public async Task<string> RunAsync(CancellationToken cancellationToken, params string[] command)
    {
        var id = await Engine.Containers.CreateAsync(Request(command), cancellationToken);
        await Engine.Containers.StartAsync(id, cancellationToken);
        return id;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        foreach (var container in await Engine.Containers.ListAsync([LabelFilter], all: true, limit.Token))
        {
            await Engine.Containers.RemoveAsync(container.Id, force: true, limit.Token);
        }

        foreach (var network in await Engine.Networks.ListAsync([LabelFilter], limit.Token))
        {
            await Engine.Networks.RemoveAsync(network.Id, limit.Token);
        }

        foreach (var volume in await Engine.Volumes.ListAsync([LabelFilter], limit.Token))
        {
            await Engine.Volumes.RemoveAsync(volume.Name, force: true, limit.Token);
        }

        foreach (var image in await Engine.Images.ListAsync([LabelFilter], limit.Token))
        {
            await Engine.Images.RemoveAsync(image.Id, force: true, limit.Token);
        }

        Engine.Dispose();
    }
}
