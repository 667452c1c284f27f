using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Fuzzing;
using Phederation.Fuzzing.Scenarios;
using Phederation.Fuzzing.Targets;

namespace Phederation.Workloads.Fuzzing;

/// <summary>
/// A target that is a running container of the engine: signalled, restarted, and what it stands on taken away and given back. It is watched by the
/// engine's own events. Nothing of it is removed, and at the end everything runs that ran before.
/// </summary>
public sealed class ContainerTarget : ITargetControl, ITargetWatch
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenReadings = TimeSpan.FromSeconds(1);

    private readonly EngineClient _engine;
    private readonly ContainerTargetOptions _options;
    private readonly TimeProvider _time;
    private readonly ContainerEnds _ends;
    private DiskFiller? _filled;
    private bool _isDependencyAway;
    private long? _memory;
    private long _readAt;

    private ContainerTarget(EngineClient engine, ContainerTargetOptions options, ContainerEnds ends, TimeProvider time)
    {
        (_engine, _options, _ends, _time) = (engine, options, ends, time);
        Events = new HashSet<TargetEvent>([
            TargetEvent.Restart,
            TargetEvent.Kill,
            .. options.ReloadSignal is not null ? [TargetEvent.Reload] : Array.Empty<TargetEvent>(),
            .. options.Dependency is not null ? [TargetEvent.DependencyRestart, TargetEvent.DependencyAway] : Array.Empty<TargetEvent>(),
            .. options.Disk is not null ? [TargetEvent.DiskFull] : Array.Empty<TargetEvent>(),
        ]);
    }

    /// <inheritdoc />
    public IReadOnlySet<TargetEvent> Events { get; }

    /// <summary>Begins to watch a container.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="options">Which container.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the beginning, not the watching.</param>
    /// <exception cref="FuzzException">It, or what it stands on, is not there or doesn't run.</exception>
    /// <exception cref="EngineException">The engine failed.</exception>
    public static async Task<ContainerTarget> WatchAsync(
        EngineClient engine,
        ContainerTargetOptions options,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var target = await FindAsync(engine, options.Container, cancellationToken);
        if (options.Dependency is { } dependency)
        {
            await FindAsync(engine, dependency, cancellationToken);
        }

        return new ContainerTarget(engine, options, ContainerEnds.Watch(engine, target.Id, time), time);
    }

    /// <inheritdoc />
    public async Task<int?> CauseAsync(TargetEvent happening, CancellationToken cancellationToken)
    {
        switch (happening)
        {
            case TargetEvent.Reload:
                await _engine.Containers.KillAsync(_options.Container, _options.ReloadSignal!, cancellationToken);
                return null;
            case TargetEvent.Restart:
                return await EndAsync(
                    () => _engine.Containers.StopAsync(_options.Container, _options.Grace, cancellationToken),
                    cancellationToken
                );
            case TargetEvent.Kill:
                return await EndAsync(
                    () => _engine.Containers.KillAsync(_options.Container, "SIGKILL", cancellationToken),
                    cancellationToken
                );
            case TargetEvent.DependencyRestart:
                await _engine.Containers.RestartAsync(_options.Dependency!, _options.Grace, cancellationToken);
                return null;
            case TargetEvent.DependencyAway:
                _isDependencyAway = true;
                await _engine.Containers.StopAsync(_options.Dependency!, _options.Grace, cancellationToken);
                return null;
            case TargetEvent.DiskFull:
                var found = await FindAsync(_engine, _options.Container, cancellationToken);
                _filled = DiskFiller.Of(found.State.Pid, _options.Disk!);
                _filled.Fill();
                return null;
            default:
                throw new ArgumentOutOfRangeException(nameof(happening), happening, "It is no event of containers.");
        }
    }

    /// <inheritdoc />
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        _filled?.Empty();
        _filled = null;
        if (_isDependencyAway)
        {
            await _engine.Containers.StartAsync(_options.Dependency!, cancellationToken);
            _isDependencyAway = false;
        }
    }

    /// <inheritdoc />
    public Task ReviveAsync(CancellationToken cancellationToken) => _engine.Containers.StartAsync(_options.Container, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<TargetVitals> LookAsync(CancellationToken cancellationToken)
    {
        if (_readAt == 0 || _time.GetElapsedTime(_readAt) > BetweenReadings)
        {
            var details = await _engine.Containers.InspectAsync(_options.Container, cancellationToken);
            _memory = details?.State is { Running: true, Pid: > 0 and var id } ? MemoryReading.Resident(id) : null;
            _readAt = _time.GetTimestamp();
        }

        return new TargetVitals(_ends.Unasked, _ends.OutOfMemory, _memory);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await RestoreAsync(CancellationToken.None);
        await _ends.DisposeAsync();
    }

    private static async Task<ContainerDetails> FindAsync(EngineClient engine, string container, CancellationToken cancellationToken) =>
        await engine.Containers.InspectAsync(container, cancellationToken) is { State.Running: true } details
            ? details
            : throw new FuzzException(
                FuzzErrorKind.Missing,
                $"The engine runs no container {container}.",
                "Start it, or look at its name with docker ps."
            );

    private async Task<int?> EndAsync(Func<Task> end, CancellationToken cancellationToken)
    {
        // One that has ended by itself meanwhile doesn't end once more.
        if (await _engine.Containers.InspectAsync(_options.Container, cancellationToken) is not { State.Running: true })
        {
            await _engine.Containers.StartAsync(_options.Container, cancellationToken);
            return null;
        }

        _ends.Expect();
        await end();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(EndLimit);
        var exitCode = await _engine.Containers.WaitAsync(_options.Container, cancellationToken: limit.Token);
        await _engine.Containers.StartAsync(_options.Container, cancellationToken);
        return exitCode;
    }
}
