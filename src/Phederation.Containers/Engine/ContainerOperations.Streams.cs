using System.Runtime.CompilerServices;
using Phederation.Containers.Engine.Models;
using Phederation.Containers.Engine.Transport;

namespace Phederation.Containers.Engine;

/// <content>Logs, statistics and files.</content>
public sealed partial class ContainerOperations
{
    /// <summary>A container's log, as it is written when followed.</summary>
    public async IAsyncEnumerable<LogChunk> LogsAsync(
        string container,
        LogOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var wanted = options ?? new LogOptions();
        var operation = $"read the log of container {container}";
        var details =
            await InspectAsync(container, cancellationToken)
            ?? throw new EngineException(EngineErrorKind.NotFound, operation, $"No such container: {container}");
        var path = new EngineQuery(Path(details.Id) + "/logs")
            .Flag("follow", wanted.Follow)
            .Flag("stdout", wanted.Output)
            .Flag("stderr", wanted.Error)
            .Flag("timestamps", wanted.Timestamps)
            .Add("since", EngineQuery.Time(wanted.Since))
            .Add("until", EngineQuery.Time(wanted.Until))
            .Add("tail", wanted.Tail?.ToString());
        using var response = await _http.SendAsync(EngineRequest.Get(operation, path.ToString()).Streaming(), cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var chunk in FrameReader.ReadAsync(stream, details.Config.Tty, _http, operation, cancellationToken))
        {
            yield return chunk;
        }
    }

    /// <summary>A container's log as text, both outputs in the order they were written; at most the last bytes of it.</summary>
    public async Task<string> LogTextAsync(
        string container,
        LogOptions? options = null,
        int limit = 1 << 20,
        CancellationToken cancellationToken = default
    )
    {
        var text = new TailBuffer(limit);
        await foreach (var chunk in LogsAsync(container, options, cancellationToken))
        {
            text.Add(chunk.Data.Span);
        }

        return text.ToString();
    }

    /// <summary>What a container uses now. For one that does not run all figures are 0.</summary>
    public Task<ContainerStats> StatsAsync(string container, CancellationToken cancellationToken = default) =>
        _http.JsonAsync(
            EngineRequest.Get(
                $"ask what container {container} uses",
                new EngineQuery(Path(container) + "/stats").Add("stream", false).Add("one-shot", true).ToString()
            ),
            EngineJsonContext.Default.ContainerStats,
            cancellationToken
        );

    /// <summary>What a container uses, once a second until cancelled or it is removed.</summary>
    public IAsyncEnumerable<ContainerStats> StatsStreamAsync(string container, CancellationToken cancellationToken = default) =>
        JsonLines.ReadAsync(
            _http,
            EngineRequest.Get($"follow what container {container} uses", Path(container) + "/stats?stream=1").Streaming(),
            EngineJsonContext.Default.ContainerStats,
            cancellationToken
        );

    /// <summary>
    /// Unpacks a tar into a folder of a container, which need not run. The owners in the tar are kept. The stream is read to its end, not buffered.
    /// </summary>
    public Task PutArchiveAsync(string container, string folder, Stream tar, CancellationToken cancellationToken = default) =>
        PutArchiveAsync(container, folder, tar.CopyToAsync, cancellationToken);

    /// <summary>As <see cref="PutArchiveAsync(string, string, Stream, CancellationToken)"/>, for a tar that is written while it is sent.</summary>
    public Task PutArchiveAsync(
        string container,
        string folder,
        Func<Stream, CancellationToken, Task> writeTar,
        CancellationToken cancellationToken = default
    )
    {
        var path = new EngineQuery(Path(container) + "/archive").Add("path", folder).Add("noOverwriteDirNonDir", true);
        var call = new EngineRequest($"write files into {folder} of container {container}", HttpMethod.Put, path.ToString())
        {
            Content = new WriterContent(writeTar, "application/x-tar"),
        };
        return _http.RunAsync(call.Streaming(), cancellationToken);
    }

    /// <summary>A file or folder of a container as a tar; the caller disposes of it. The tar comes from the container: trust no name in it.</summary>
    public async Task<Stream> GetArchiveAsync(string container, string path, CancellationToken cancellationToken = default)
    {
        var query = new EngineQuery(Path(container) + "/archive").Add("path", path);
        var call = EngineRequest.Get($"read {path} of container {container}", query.ToString()).Streaming();
        return await _http.OpenAsync(call, cancellationToken);
    }
}
