using Phederation.Containers.Engine.Models;
using Phederation.Containers.Engine.Transport;

namespace Phederation.Containers.Engine;

/// <summary>Questions to the engine itself.</summary>
public sealed class SystemOperations
{
    private readonly EngineHttp _http;

    internal SystemOperations(EngineHttp http) => _http = http;

    /// <summary>Succeeds when the engine answers.</summary>
    public Task PingAsync(CancellationToken cancellationToken = default) =>
        _http.RunAsync(EngineRequest.Get("ping the engine", "/_ping") with { IsUnversioned = true }, cancellationToken);

    /// <summary>The API version that this client and the engine agreed on, such as "1.41".</summary>
    public async Task<string> ApiVersionAsync(CancellationToken cancellationToken = default) =>
        (await _http.VersionAsync(cancellationToken)).ToString();

    /// <summary>The versions of the engine and its parts.</summary>
    public Task<EngineVersion> VersionAsync(CancellationToken cancellationToken = default) =>
        _http.JsonAsync(
            EngineRequest.Get("ask the engine's version", "/version"),
            EngineJsonContext.Default.EngineVersion,
            cancellationToken
        );

    /// <summary>The engine's machine and settings.</summary>
    public Task<EngineInfo> InfoAsync(CancellationToken cancellationToken = default) =>
        _http.JsonAsync(EngineRequest.Get("ask about the engine", "/info"), EngineJsonContext.Default.EngineInfo, cancellationToken);

    /// <summary>
    /// What happens in the engine, as it happens, until cancelled or <paramref name="until"/>. Labels are "key" or "key=value" and all must fit; types are
    /// "container", "image", "volume", "network".
    /// </summary>
    public IAsyncEnumerable<EngineEvent> EventsAsync(
        IEnumerable<string>? labels = null,
        IEnumerable<string>? types = null,
        DateTimeOffset? since = null,
        DateTimeOffset? until = null,
        CancellationToken cancellationToken = default
    )
    {
        var filters = new Dictionary<string, IReadOnlyList<string>>();
        if (labels?.ToArray() is { Length: > 0 } wantedLabels)
        {
            filters["label"] = wantedLabels;
        }

        if (types?.ToArray() is { Length: > 0 } wantedTypes)
        {
            filters["type"] = wantedTypes;
        }

        var path = new EngineQuery("/events").Filters(filters).Add("since", EngineQuery.Time(since)).Add("until", EngineQuery.Time(until));
        var request = EngineRequest.Get("follow the engine's events", path.ToString()).Streaming();
        return JsonLines.ReadAsync(_http, request, EngineJsonContext.Default.EngineEvent, cancellationToken);
    }
}
