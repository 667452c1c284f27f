using Phederation.Fuzzing.Journals;
using Phederation.Fuzzing.Scenarios;
using Phederation.Processes;

namespace Phederation.Fuzzing.Targets;

/// <summary>A target that is a process of ours: started, watched, and made to go through what happens in a service's life. Linux only.</summary>
public sealed class ProcessTarget : ITargetControl, ITargetWatch
{
    // Reading /proc for each scenario would cost more than many a request.
    private static readonly TimeSpan BetweenReadings = TimeSpan.FromMilliseconds(200);

    private readonly TimeProvider _time;
    private readonly CampaignLock _lock;
    private readonly SupervisedProcess _target;
    private readonly SupervisedProcess? _dependency;
    private readonly DiskFiller? _disk;
    private long? _memory;
    private long _readAt;
    private bool _isDependencyAway;

    private ProcessTarget(ProcessSpec spec, string logFolder, TimeProvider time)
    {
        _time = time;
        Directory.CreateDirectory(logFolder);
        _lock = CampaignLock.Take(logFolder, CampaignLock.Target);
        _target = new SupervisedProcess(spec, Path.Combine(logFolder, "target.log"), time);
        _dependency = spec.Dependency is { } dependency
            ? new SupervisedProcess(dependency, Path.Combine(logFolder, "dependency.log"), time)
            : null;
        _disk = spec.Disk is { } disk ? new DiskFiller(disk) : null;
        Events = new HashSet<TargetEvent>([
            TargetEvent.Restart,
            TargetEvent.Kill,
            .. spec.Reloads ? [TargetEvent.Reload] : Array.Empty<TargetEvent>(),
            .. _dependency is not null ? [TargetEvent.DependencyRestart, TargetEvent.DependencyAway] : Array.Empty<TargetEvent>(),
            .. _disk is not null ? [TargetEvent.DiskFull] : Array.Empty<TargetEvent>(),
        ]);
    }

    /// <inheritdoc />
    public IReadOnlySet<TargetEvent> Events { get; }

    /// <summary>Starts a target, what it stands on first.</summary>
    /// <param name="spec">What to start.</param>
    /// <param name="logFolder">Takes its output; a target that an earlier one left there, because it was killed, is ended.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ProcessFailedException">It could not be started.</exception>
    /// <exception cref="FuzzException">Its disk isn't one that may be filled, or another process runs a target in the folder.</exception>
    public static async Task<ProcessTarget> StartAsync(ProcessSpec spec, string logFolder, TimeProvider time)
    {
        var target = new ProcessTarget(spec, logFolder, time);
        try
        {
            target._disk?.Check();
            await target.StartAsync();
            return target;
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async Task<int?> CauseAsync(TargetEvent happening, CancellationToken cancellationToken)
    {
        switch (happening)
        {
            case TargetEvent.Reload:
                _target.Send(ProcessSignal.Hangup);
                return null;
            case TargetEvent.Restart:
                var stopped = await _target.StopAsync(cancellationToken);
                await _target.StartAsync();
                return stopped;
            case TargetEvent.Kill:
                var killed = await _target.KillAsync(cancellationToken);
                await _target.StartAsync();
                return killed;
            case TargetEvent.DependencyRestart:
                await _dependency!.StopAsync(cancellationToken);
                await _dependency.StartAsync();
                return null;
            case TargetEvent.DependencyAway:
                _isDependencyAway = true;
                await _dependency!.StopAsync(cancellationToken);
                return null;
            case TargetEvent.DiskFull:
                _disk!.Fill();
                return null;
            default:
                throw new ArgumentOutOfRangeException(nameof(happening), happening, "It is no event of processes.");
        }
    }

    /// <inheritdoc />
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        _disk?.Empty();
        if (_isDependencyAway)
        {
            await _dependency!.StartAsync();
            _isDependencyAway = false;
        }
    }

    /// <inheritdoc />
    public Task ReviveAsync(CancellationToken cancellationToken) => StartAsync();

    /// <inheritdoc />
    public ValueTask<TargetVitals> LookAsync(CancellationToken cancellationToken)
    {
        _target.Look();
        if (_readAt == 0 || _time.GetElapsedTime(_readAt) > BetweenReadings)
        {
            _memory = _target.ProcessId is { } id ? MemoryReading.Resident(id) : null;
            _readAt = _time.GetTimestamp();
        }

        return ValueTask.FromResult(new TargetVitals(_target.UnaskedEnds, _target.OutOfMemoryEnds, _memory));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _disk?.Empty();
        await _target.DisposeAsync();
        if (_dependency is not null)
        {
            await _dependency.DisposeAsync();
        }

        _lock.Dispose();
    }

    private async Task StartAsync()
    {
        if (_dependency is not null)
        {
            await _dependency.StartAsync();
        }

        await _target.StartAsync();
    }
}
