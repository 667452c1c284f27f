using Phederation.Containers.Engine.Transport;

namespace Phederation.Containers.Engine;

/// <summary>
/// A client of a container engine (Docker Engine API 1.41 to 1.47). It may be used from many threads at once. Every method throws
/// <see cref="EngineException"/> for what the engine or the way to it refuses, and OperationCanceledException when cancelled.
/// </summary>
public sealed class EngineClient : IDisposable
{
    private readonly EngineHttp _http;

    private EngineClient(EngineHttp http)
    {
        _http = http;
        System = new SystemOperations(http);
        Images = new ImageOperations(http);
        Containers = new ContainerOperations(http);
        Networks = new NetworkOperations(http);
        Volumes = new VolumeOperations(http);
    }

    /// <summary>Where the engine is.</summary>
    public EngineEndpoint Endpoint => _http.Endpoint;

    /// <summary>The engine itself.</summary>
    public SystemOperations System { get; }

    /// <summary>Images: build, load, save, inspect, tag, push, remove.</summary>
    public ImageOperations Images { get; }

    /// <summary>Containers and what runs in them.</summary>
    public ContainerOperations Containers { get; }

    /// <summary>Networks between containers.</summary>
    public NetworkOperations Networks { get; }

    /// <summary>Volumes.</summary>
    public VolumeOperations Volumes { get; }

    /// <summary>A client of the engine at an endpoint. Nothing is sent until the first call, which also agrees on the API version.</summary>
    public static EngineClient Connect(EngineEndpoint endpoint, TimeProvider? timeProvider = null) =>
        new(new EngineHttp(endpoint, timeProvider ?? TimeProvider.System));

    /// <summary>Closes the connections; calls under way fail.</summary>
    public void Dispose() => _http.Dispose();
}
