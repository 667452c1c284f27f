using Phederation.Processes.Native;

namespace Phederation.Processes;

/// <summary>A spawned child: its identity, its log, how it ended. What servers and detached processes have in common.</summary>
internal sealed class SpawnedProcess
{
    private static readonly TimeSpan LastThreadLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastThreadTick = TimeSpan.FromMilliseconds(5);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private int? _exitCode;
    private bool _isReaped;

    private SpawnedProcess(ProcessRequest request, ProcessIdentity identity, string logFile, TimeProvider time)
    {
        Request = request;
        Identity = identity;
        LogFile = logFile;
        _time = time;
    }

    public ProcessRequest Request { get; }

    public ProcessIdentity Identity { get; }

    public string LogFile { get; }

    /// <summary>How it ended, or null while it runs. It stays a zombie, so that its id stays its own.</summary>
    public int? ExitCode
    {
        get
        {
            lock (_lock)
            {
                return _isReaped ? _exitCode : _exitCode ??= ChildExit.Peek(Identity.ProcessId);
            }
        }
    }

    public static SpawnedProcess Start(ProcessRequest request, string logFile, TimeProvider time)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("Long-running programs are started on Linux only.");
        }

        if (request is not { Input: null or { IsEmpty: true }, OnOutputLine: null, OnErrorLine: null, OutputTo: null, TimeLimit: null })
        {
            throw new ArgumentException("A long-running program has no input, its output goes to the log file, and it has no time limit.");
        }

        return new SpawnedProcess(request, Spawner.Start(request, logFile), Path.GetFullPath(logFile), time);
    }

    /// <summary>The end of its log.</summary>
    public string LogTail() => CommandText.Tail(CommandText.EndOfFile(LogFile));

    /// <summary>Stops it with all of its session, and lets the system forget it.</summary>
    public async Task StopAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_isReaped)
            {
                return;
            }
        }

        await new ProcessTree(Identity, leadsSession: true, _time).StopAsync(grace, cancellationToken);

        // A process whose first thread has ended looks ended, but can be waited for only when its last thread has: moments later.
        var begun = _time.GetTimestamp();
        while (!Reap() && _time.GetElapsedTime(begun) < LastThreadLimit)
        {
            await Task.Delay(LastThreadTick, _time, CancellationToken.None);
        }
    }

    /// <summary>Sends it a signal; false when it has ended.</summary>
    public bool Send(ProcessSignal signal)
    {
        lock (_lock)
        {
            // Until it is reaped its id is its own; signalling one that has ended does nothing.
            return !_isReaped && ChildExit.Peek(Identity.ProcessId) is null && LibC.Kill(Identity.ProcessId, (int)signal) == 0;
        }
    }

    /// <summary>Lets the system forget it if it has ended; false while it hasn't.</summary>
    public bool Reap()
    {
        lock (_lock)
        {
            if (!_isReaped && ChildExit.Reap(Identity.ProcessId) is { } exitCode)
            {
                _exitCode = exitCode;
                _isReaped = true;
            }

            return _isReaped;
        }
    }
}
