using Phederation.Containers.Engine.Models;
using Phederation.Containers.Engine.Transport;

namespace Phederation.Containers.Engine;

/// <summary>Images. An image is named by its id ("sha256:…") or by a reference ("repository:tag").</summary>
public sealed partial class ImageOperations
{
    private readonly EngineHttp _http;

    internal ImageOperations(EngineHttp http) => _http = http;

    /// <summary>
    /// Loads a docker-archive (a tar with manifest.json). The stream is sent to its end, not buffered. Returns what the engine loaded, as it names
    /// it: references, or ids for images without one. <see cref="EngineErrorKind.NoSpace"/> when the engine's disk is full.
    /// </summary>
    public Task<IReadOnlyList<string>> LoadAsync(Stream archive, CancellationToken cancellationToken = default) =>
        LoadAsync(archive.CopyToAsync, cancellationToken);

    /// <summary>As <see cref="LoadAsync(Stream, CancellationToken)"/>, for an archive that is written while it is sent.</summary>
    public async Task<IReadOnlyList<string>> LoadAsync(
        Func<Stream, CancellationToken, Task> writeArchive,
        CancellationToken cancellationToken = default
    )
    {
        const string id = "Loaded image ID: ";
        const string reference = "Loaded image: ";
        var call = EngineRequest.Post("load an image", "/images/load?quiet=1") with
        {
            Content = new WriterContent(writeArchive, "application/x-tar"),
        };
        var loaded = new List<string>();
        await foreach (var line in ProgressAsync(call, cancellationToken))
        {
            foreach (var text in (line.Stream ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (text.StartsWith(id, StringComparison.Ordinal))
                {
                    loaded.Add(text[id.Length..]);
                }
                else if (text.StartsWith(reference, StringComparison.Ordinal))
                {
                    loaded.Add(text[reference.Length..]);
                }
            }
        }

        return loaded.Count > 0
            ? loaded
            : throw EngineErrors.Protocol(call.Operation, "the engine took the archive, but does not say that it loaded an image.");
    }

    /// <summary>Images as a docker-archive; the caller disposes of the stream.</summary>
    public Task<Stream> SaveAsync(IReadOnlyList<string> images, CancellationToken cancellationToken = default)
    {
        var path = new EngineQuery("/images/get");
        foreach (var image in images)
        {
            path.Add("names", image);
        }

        return _http.OpenAsync(EngineRequest.Get($"save {string.Join(", ", images)}", path.ToString()).Streaming(), cancellationToken);
    }

    /// <summary>Everything known of an image; null when there is none.</summary>
    public Task<ImageDetails?> InspectAsync(string image, CancellationToken cancellationToken = default) =>
        _http.JsonOrNullAsync(
            EngineRequest.Get($"inspect image {image}", Path(image) + "/json"),
            EngineJsonContext.Default.ImageDetails,
            cancellationToken
        );

    /// <summary>How an image came to be, newest step first.</summary>
    public Task<IReadOnlyList<ImageHistoryEntry>> HistoryAsync(string image, CancellationToken cancellationToken = default) =>
        _http.JsonAsync(
            EngineRequest.Get($"read the history of image {image}", Path(image) + "/history"),
            EngineJsonContext.Default.IReadOnlyListImageHistoryEntry,
            cancellationToken
        );

    /// <summary>Gives an image one more reference, taking it from another image if need be.</summary>
    public Task TagAsync(string image, string reference, CancellationToken cancellationToken = default)
    {
        var (repository, tag) = ImageReference.SplitTag(reference);
        var path = new EngineQuery(Path(image) + "/tag").Add("repo", repository).Add("tag", tag ?? "latest");
        return _http.RunAsync(EngineRequest.Post($"tag image {image} as {reference}", path.ToString()), cancellationToken);
    }

    /// <summary>
    /// Removes a reference, and the image with its last one. Empty when there was none. <see cref="EngineErrorKind.Conflict"/> while a container uses it; force
    /// also removes an image with several references.
    /// </summary>
    public async Task<IReadOnlyList<RemovedImage>> RemoveAsync(
        string image,
        bool force = false,
        CancellationToken cancellationToken = default
    )
    {
        var path = new EngineQuery(Path(image)).Flag("force", force).ToString();
        var call = EngineRequest.Delete($"remove image {image}", path) with { TimeLimit = EngineLimits.SlowCall };
        return await _http.JsonOrNullAsync(call, EngineJsonContext.Default.IReadOnlyListRemovedImage, cancellationToken) ?? [];
    }

    /// <summary>The images, without intermediate ones, that carry all labels ("key" or "key=value").</summary>
    public Task<IReadOnlyList<ImageSummary>> ListAsync(IEnumerable<string>? labels = null, CancellationToken cancellationToken = default) =>
        _http.JsonAsync(
            EngineRequest.Get("list images", new EngineQuery("/images/json").Labels(labels ?? []).ToString()),
            EngineJsonContext.Default.IReadOnlyListImageSummary,
            cancellationToken
        );

    /// <summary>Removes the images that no container uses and that carry all labels; at least one label is needed.</summary>
    public async Task<PruneResult> PruneAsync(IReadOnlyCollection<string> labels, CancellationToken cancellationToken = default)
    {
        var answer = await _http.PruneAsync("images", labels, [("dangling", "false")], cancellationToken);
        var removed = (answer.ImagesDeleted ?? []).Select(image => image.Deleted ?? image.Untagged ?? "").ToArray();
        return new PruneResult(removed, answer.SpaceReclaimed);
    }

    private static string Path(string image) => "/images/" + EngineQuery.Segments(image);

    /// <summary>The lines of a progress stream; an error among them (the status was 200) is thrown.</summary>
    private async IAsyncEnumerable<ProgressLine> ProgressAsync(
        EngineRequest call,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var line in JsonLines.ReadAsync(_http, call.Streaming(), EngineJsonContext.Default.ProgressLine, cancellationToken))
        {
            if ((line.ErrorDetail?.Message ?? line.Error) is { Length: > 0 } error)
            {
                throw EngineErrors.FromStream(call.Operation, error);
            }

            yield return line;
        }
    }
}
