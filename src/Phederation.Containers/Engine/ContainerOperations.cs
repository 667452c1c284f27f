using Phederation.Containers.Engine.Models;
using Phederation.Containers.Engine.Transport;

namespace Phederation.Containers.Engine;

/// <summary>Containers and what runs in them. A container is named by its id or name.</summary>
public sealed partial class ContainerOperations
{
    private readonly EngineHttp _http;

    internal ContainerOperations(EngineHttp http) => _http = http;

    /// <summary>Makes a container and returns its id. <see cref="EngineErrorKind.Conflict"/>: the name is taken; <see cref="EngineErrorKind.NotFound"/>: no such image.</summary>
    public async Task<string> CreateAsync(CreateContainerRequest request, CancellationToken cancellationToken = default)
    {
        var path = new EngineQuery("/containers/create").Add("name", request.Name);
        var call = EngineRequest.Post($"create container {request.Name ?? $"of {request.Image}"}", path.ToString()) with
        {
            Content = EngineJson.Content(request, EngineJsonContext.Default.CreateContainerRequest),
            TimeLimit = EngineLimits.SlowCall,
        };
        return (await _http.JsonAsync(call, EngineJsonContext.Default.CreatedContainer, cancellationToken)).Id;
    }

    /// <summary>Starts a container; one that runs already is left alone.</summary>
    public Task StartAsync(string container, CancellationToken cancellationToken = default) =>
        RunAsync("start", container, "/start", EngineLimits.SlowCall, cancellationToken);

    /// <summary>Sends the stop signal, and SIGKILL after the grace (null: the container's own).</summary>
    public Task StopAsync(string container, TimeSpan? grace = null, CancellationToken cancellationToken = default) =>
        RunAsync("stop", container, Grace("/stop", grace), EngineLimits.SlowCall + (grace ?? TimeSpan.Zero), cancellationToken);

    /// <summary>Stops and starts.</summary>
    public Task RestartAsync(string container, TimeSpan? grace = null, CancellationToken cancellationToken = default) =>
        RunAsync("restart", container, Grace("/restart", grace), EngineLimits.SlowCall + (grace ?? TimeSpan.Zero), cancellationToken);

    /// <summary>Sends a signal ("SIGKILL", "SIGHUP", "9") to the main process; <see cref="EngineErrorKind.Conflict"/> when it does not run.</summary>
    public Task KillAsync(string container, string signal = "SIGKILL", CancellationToken cancellationToken = default) =>
        RunAsync("kill", container, new EngineQuery("/kill").Add("signal", signal).ToString(), EngineLimits.PlainCall, cancellationToken);

    /// <summary>Freezes every process of a container.</summary>
    public Task PauseAsync(string container, CancellationToken cancellationToken = default) =>
        RunAsync("pause", container, "/pause", EngineLimits.PlainCall, cancellationToken);

    /// <summary>Lets a frozen container go on.</summary>
    public Task UnpauseAsync(string container, CancellationToken cancellationToken = default) =>
        RunAsync("unpause", container, "/unpause", EngineLimits.PlainCall, cancellationToken);

    /// <summary>Waits, without a time limit of its own, and returns the exit code.</summary>
    public async Task<int> WaitAsync(
        string container,
        WaitCondition condition = WaitCondition.NotRunning,
        CancellationToken cancellationToken = default
    )
    {
        var name = condition switch
        {
            WaitCondition.NextExit => "next-exit",
            WaitCondition.Removed => "removed",
            _ => "not-running",
        };
        var path = new EngineQuery(Path(container) + "/wait").Add("condition", name).ToString();
        var call = EngineRequest.Post($"wait for container {container}", path).Streaming();
        var answer = await _http.JsonAsync(call, EngineJsonContext.Default.WaitAnswer, cancellationToken);
        return answer.Error?.Message is { Length: > 0 } error ? throw EngineErrors.FromStream(call.Operation, error) : answer.StatusCode;
    }

    /// <summary>Everything known of a container; null when there is none.</summary>
    public Task<ContainerDetails?> InspectAsync(string container, CancellationToken cancellationToken = default) =>
        _http.JsonOrNullAsync(
            EngineRequest.Get($"inspect container {container}", Path(container) + "/json"),
            EngineJsonContext.Default.ContainerDetails,
            cancellationToken
        );

    /// <summary>The containers, stopped ones too unless said otherwise, that carry all labels ("key" or "key=value").</summary>
    public Task<IReadOnlyList<ContainerSummary>> ListAsync(
        IEnumerable<string>? labels = null,
        bool all = true,
        CancellationToken cancellationToken = default
    ) =>
        _http.JsonAsync(
            EngineRequest.Get("list containers", new EngineQuery("/containers/json").Flag("all", all).Labels(labels ?? []).ToString()),
            EngineJsonContext.Default.IReadOnlyListContainerSummary,
            cancellationToken
        );

    /// <summary>Removes a container with its anonymous volumes; false when there was none. Force also removes a running one.</summary>
    public Task<bool> RemoveAsync(string container, bool force = false, CancellationToken cancellationToken = default)
    {
        var path = new EngineQuery(Path(container)).Add("v", true).Flag("force", force).ToString();
        var call = EngineRequest.Delete($"remove container {container}", path) with { TimeLimit = EngineLimits.SlowCall };
        return _http.RunUnlessAbsentAsync(call, cancellationToken);
    }

    /// <summary>Removes the stopped containers that carry all labels; at least one label is needed.</summary>
    public async Task<PruneResult> PruneAsync(IReadOnlyCollection<string> labels, CancellationToken cancellationToken = default)
    {
        var answer = await _http.PruneAsync("containers", labels, [], cancellationToken);
        return new PruneResult(answer.ContainersDeleted ?? [], answer.SpaceReclaimed);
    }

    private static string Path(string container) => "/containers/" + EngineQuery.Segment(container);

    private static string Grace(string path, TimeSpan? grace) =>
        new EngineQuery(path).Add("t", grace is { } time ? ((long)Math.Ceiling(time.TotalSeconds)).ToString() : null).ToString();

    private Task RunAsync(string verb, string container, string path, TimeSpan limit, CancellationToken cancellationToken) =>
        _http.RunAsync(
            EngineRequest.Post($"{verb} container {container}", Path(container) + path) with
            {
                TimeLimit = limit,
            },
            cancellationToken
        );
}
