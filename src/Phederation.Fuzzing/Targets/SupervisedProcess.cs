using Phederation.Processes;

namespace Phederation.Fuzzing.Targets;

/// <summary>A process that is started, ended and started again, and whose ends that nobody asked for are counted.</summary>
internal sealed class SupervisedProcess(ProcessSpec spec, string logFile, TimeProvider time) : IAsyncDisposable
{
    private const int EndedByKill = 128 + (int)ProcessSignal.Kill;
    private static readonly TimeSpan DeathLimit = TimeSpan.FromSeconds(10);

    // Says which process runs, so that one that outlived us (we were killed) is ended by whoever comes next.
    private readonly string _identityFile = Path.ChangeExtension(logFile, ".pid");

    private ServerProcess? _process;
    private bool _isCounted;
    private long _outOfMemoryBefore;

    /// <summary>How often it ended without having been asked to.</summary>
    public int UnaskedEnds { get; private set; }

    /// <summary>How often the kernel ended it for memory.</summary>
    public int OutOfMemoryEnds { get; private set; }

    /// <summary>Its process id; null while it doesn't run.</summary>
    public int? ProcessId => _process is { HasExited: false } ? _process.ProcessId : null;

    /// <summary>Starts it; nothing when it runs.</summary>
    /// <exception cref="ProcessFailedException">It could not be started.</exception>
    public async Task StartAsync()
    {
        Look();
        if (ProcessId is not null)
        {
            return;
        }

        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
        else
        {
            await EndLeftoverAsync();
        }

        _outOfMemoryBefore = MemoryReading.OutOfMemoryEnds();
        _process = ServerProcess.Start(spec.Request(), logFile, time);
        _isCounted = false;
        await File.WriteAllTextAsync(_identityFile, _process.Identity.ToString());
    }

    /// <summary>Asks it to end, and kills it when it doesn't; returns its exit code, null when it didn't run.</summary>
    public async Task<int?> StopAsync(CancellationToken cancellationToken)
    {
        Look();
        if (ProcessId is null)
        {
            return null;
        }

        await _process!.StopAsync(spec.Grace, cancellationToken);
        _isCounted = true;
        return _process.ExitCode;
    }

    /// <summary>Kills it without a word; returns its exit code, null when it didn't run.</summary>
    public async Task<int?> KillAsync(CancellationToken cancellationToken)
    {
        Look();
        if (ProcessId is null || !_process!.Send(ProcessSignal.Kill))
        {
            return null;
        }

        _isCounted = true;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(DeathLimit);
        var exitCode = await _process.WaitForExitAsync(limit.Token);

        // What it started goes too.
        await _process.StopAsync(TimeSpan.Zero, CancellationToken.None);
        return exitCode;
    }

    /// <summary>Sends it a signal.</summary>
    public void Send(ProcessSignal signal) => _process?.Send(signal);

    /// <summary>Counts an end that nobody asked for, once.</summary>
    public void Look()
    {
        if (_isCounted || _process is not { ExitCode: { } exitCode })
        {
            return;
        }

        _isCounted = true;
        UnaskedEnds++;
        OutOfMemoryEnds += exitCode == EndedByKill && MemoryReading.OutOfMemoryEnds() > _outOfMemoryBefore ? 1 : 0;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
            File.Delete(_identityFile);
        }
    }

    // It would hold the port, and be taken for the one that is started now.
    private async Task EndLeftoverAsync()
    {
        if (File.Exists(_identityFile) && ProcessIdentity.Parse(await File.ReadAllTextAsync(_identityFile)) is { IsRunning: true } leftover)
        {
            await leftover.StopAsync(spec.Grace, time, CancellationToken.None);
        }
    }
}
