using Phederation.Containers.Engine.Models;
using Phederation.Containers.Engine.Transport;

namespace Phederation.Containers.Engine;

/// <summary>Networks between containers.</summary>
public sealed class NetworkOperations
{
    private readonly EngineHttp _http;

    internal NetworkOperations(EngineHttp http) => _http = http;

    /// <summary>Makes a network and returns its id; <see cref="EngineErrorKind.Conflict"/> when the name is taken.</summary>
    public async Task<string> CreateAsync(CreateNetworkRequest request, CancellationToken cancellationToken = default)
    {
        var call = EngineRequest.Post($"create network {request.Name}", "/networks/create") with
        {
            Content = EngineJson.Content(request, EngineJsonContext.Default.CreateNetworkRequest),
        };
        return (await _http.JsonAsync(call, EngineJsonContext.Default.CreatedNetwork, cancellationToken)).Id;
    }

    /// <summary>A network by id or name; null when there is none.</summary>
    public Task<NetworkDetails?> InspectAsync(string network, CancellationToken cancellationToken = default) =>
        _http.JsonOrNullAsync(
            EngineRequest.Get($"inspect network {network}", Path(network)),
            EngineJsonContext.Default.NetworkDetails,
            cancellationToken
        );

    /// <summary>The networks that carry all labels ("key" or "key=value"); all networks without any.</summary>
    public Task<IReadOnlyList<NetworkDetails>> ListAsync(
        IEnumerable<string>? labels = null,
        CancellationToken cancellationToken = default
    ) =>
        _http.JsonAsync(
            EngineRequest.Get("list networks", new EngineQuery("/networks").Labels(labels ?? []).ToString()),
            EngineJsonContext.Default.IReadOnlyListNetworkDetails,
            cancellationToken
        );

    /// <summary>Joins a container to a network under further names.</summary>
    public Task ConnectAsync(
        string network,
        string container,
        IReadOnlyList<string>? aliases = null,
        CancellationToken cancellationToken = default
    ) =>
        SendAsync(
            $"connect {container} to network {network}",
            Path(network) + "/connect",
            new NetworkConnection
            {
                Container = container,
                EndpointConfig = new EndpointSettings { Aliases = aliases },
            },
            cancellationToken
        );

    /// <summary>Takes a container out of a network.</summary>
    public Task DisconnectAsync(string network, string container, bool force = false, CancellationToken cancellationToken = default) =>
        SendAsync(
            $"disconnect {container} from network {network}",
            Path(network) + "/disconnect",
            new NetworkConnection { Container = container, Force = force },
            cancellationToken
        );

    /// <summary>Removes a network; false when there was none.</summary>
    public Task<bool> RemoveAsync(string network, CancellationToken cancellationToken = default) =>
        _http.RunUnlessAbsentAsync(EngineRequest.Delete($"remove network {network}", Path(network)), cancellationToken);

    /// <summary>Removes the unused networks that carry all labels; at least one label is needed.</summary>
    public async Task<PruneResult> PruneAsync(IReadOnlyCollection<string> labels, CancellationToken cancellationToken = default)
    {
        var answer = await _http.PruneAsync("networks", labels, [], cancellationToken);
        return new PruneResult(answer.NetworksDeleted ?? [], 0);
    }

    private static string Path(string network) => "/networks/" + EngineQuery.Segment(network);

    private Task SendAsync(string operation, string path, NetworkConnection body, CancellationToken cancellationToken) =>
        _http.RunAsync(
            EngineRequest.Post(operation, path) with
            {
                Content = EngineJson.Content(body, EngineJsonContext.Default.NetworkConnection),
            },
            cancellationToken
        );
}
