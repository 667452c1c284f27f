using Phederation.Containers.Engine.Models;
using Phederation.Containers.Engine.Transport;

namespace Phederation.Containers.Engine;

/// <summary>Volumes.</summary>
public sealed class VolumeOperations
{
    private static readonly Version PrunesAnonymousOnly = new(1, 42);
    private readonly EngineHttp _http;

    internal VolumeOperations(EngineHttp http) => _http = http;

    /// <summary>Makes a volume. One that exists under this name is returned as it is, with its own labels.</summary>
    public Task<VolumeDetails> CreateAsync(CreateVolumeRequest request, CancellationToken cancellationToken = default) =>
        _http.JsonAsync(
            EngineRequest.Post($"create volume {request.Name}", "/volumes/create") with
            {
                Content = EngineJson.Content(request, EngineJsonContext.Default.CreateVolumeRequest),
            },
            EngineJsonContext.Default.VolumeDetails,
            cancellationToken
        );

    /// <summary>A volume by name; null when there is none.</summary>
    public Task<VolumeDetails?> InspectAsync(string volume, CancellationToken cancellationToken = default) =>
        _http.JsonOrNullAsync(
            EngineRequest.Get($"inspect volume {volume}", Path(volume)),
            EngineJsonContext.Default.VolumeDetails,
            cancellationToken
        );

    /// <summary>The volumes that carry all labels ("key" or "key=value"); all volumes without any.</summary>
    public async Task<IReadOnlyList<VolumeDetails>> ListAsync(
        IEnumerable<string>? labels = null,
        CancellationToken cancellationToken = default
    )
    {
        var request = EngineRequest.Get("list volumes", new EngineQuery("/volumes").Labels(labels ?? []).ToString());
        return (await _http.JsonAsync(request, EngineJsonContext.Default.VolumeList, cancellationToken)).Volumes ?? [];
    }

    /// <summary>Removes a volume with its data; false when there was none; <see cref="EngineErrorKind.Conflict"/> while a container uses it.</summary>
    public Task<bool> RemoveAsync(string volume, bool force = false, CancellationToken cancellationToken = default) =>
        // The engine counts an absent volume as removed when forced.
        _http.RunUnlessAbsentAsync(
            EngineRequest.Delete($"remove volume {volume}", new EngineQuery(Path(volume)).Flag("force", force).ToString()),
            cancellationToken
        );

    /// <summary>Removes the unused volumes, named ones too, that carry all labels; at least one label is needed.</summary>
    public async Task<PruneResult> PruneAsync(IReadOnlyCollection<string> labels, CancellationToken cancellationToken = default)
    {
        var isNamedSpared = await _http.VersionAsync(cancellationToken) >= PrunesAnonymousOnly;
        var answer = await _http.PruneAsync("volumes", labels, isNamedSpared ? [("all", "true")] : [], cancellationToken);
        return new PruneResult(answer.VolumesDeleted ?? [], answer.SpaceReclaimed);
    }

    private static string Path(string volume) => "/volumes/" + EngineQuery.Segment(volume);
}
