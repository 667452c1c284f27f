using Phederation.Containers.Engine;

namespace Phederation.Workloads.Fuzzing;

/// <summary>Counts how often a container ended, by the engine's events, and tells the ends that were asked for from the others.</summary>
internal sealed class ContainerEnds : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly string _id;
    private readonly TimeProvider _time;
    private readonly EngineClient _engine;
    private Task _watching = Task.CompletedTask;
    private int _ends;
    private int _expected;
    private int _outOfMemory;

    private ContainerEnds(EngineClient engine, string id, TimeProvider time) => (_engine, _id, _time) = (engine, id, time);

    /// <summary>How often it ended without having been asked to.</summary>
    public int Unasked => Math.Max(0, Volatile.Read(ref _ends) - Volatile.Read(ref _expected));

    /// <summary>How often the kernel ended a process of it for memory.</summary>
    public int OutOfMemory => Volatile.Read(ref _outOfMemory);

    /// <summary>Begins to watch.</summary>
    public static ContainerEnds Watch(EngineClient engine, string id, TimeProvider time)
    {
        var ends = new ContainerEnds(engine, id, time);
        ends._watching = ends.WatchAsync();
        return ends;
    }

    /// <summary>The next end is asked for.</summary>
    public void Expect() => Interlocked.Increment(ref _expected);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        // From now on, also when the engine is asked a moment later.
        var since = _time.GetUtcNow();
        await foreach (var happened in _engine.System.EventsAsync(types: ["container"], since: since, cancellationToken: _stop.Token))
        {
            if (happened.Actor.ID != _id)
            {
                continue;
            }

            _ = happened.Action switch
            {
                "die" => Interlocked.Increment(ref _ends),
                "oom" => Interlocked.Increment(ref _outOfMemory),
                _ => 0,
            };
        }
    }
}
