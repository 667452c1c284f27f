using Phederation.Containers.Engine.Models;
using Phederation.Containers.Streams;

namespace Phederation.Containers.Engine.Transport;

/// <content>What several groups of operations share.</content>
internal sealed partial class EngineHttp
{
    /// <summary>The answer's body as a stream that the caller disposes of.</summary>
    public async Task<Stream> OpenAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        var response = await SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return new OwnedStream(body, response, exception => Translate(request.Operation, exception));
    }

    /// <summary>False where the engine knows no such object.</summary>
    public async Task<bool> RunUnlessAbsentAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(request, cancellationToken);
            return true;
        }
        catch (EngineException exception) when (exception.Kind == EngineErrorKind.NotFound)
        {
            return false;
        }
    }

    /// <summary>Prunes by label. Without a label it would remove what is not ours, so at least one is required.</summary>
    public Task<PruneAnswer> PruneAsync(
        string kind,
        IReadOnlyCollection<string> labels,
        IEnumerable<(string Name, string Value)> filters,
        CancellationToken cancellationToken
    )
    {
        if (labels.Count == 0 || labels.Any(string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException("Pruning needs a label: without one it would remove what is not ours.", nameof(labels));
        }

        var wanted = filters.ToDictionary(filter => filter.Name, filter => (IReadOnlyList<string>)[filter.Value]);
        wanted["label"] = [.. labels];
        var call = EngineRequest.Post($"prune {kind}", new EngineQuery($"/{kind}/prune").Filters(wanted).ToString()) with
        {
            TimeLimit = EngineLimits.SlowCall,
        };
        return JsonAsync(call, EngineJsonContext.Default.PruneAnswer, cancellationToken);
    }
}
