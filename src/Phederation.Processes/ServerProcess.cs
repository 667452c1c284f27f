namespace Phederation.Processes;

/// <summary>
/// A program that runs until it is stopped, with its output in a file. It runs in a session of its own: an interrupt at the terminal
/// reaches only this process, which then stops it in order. Linux only.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private readonly SpawnedProcess _process;
    private readonly TimeProvider _time;

    private ServerProcess(SpawnedProcess process, TimeProvider time)
    {
        _process = process;
        _time = time;
    }

    /// <summary>Its process id.</summary>
    public int ProcessId => _process.Identity.ProcessId;

    /// <summary>Its process id with its start, to be written down and found again by another run.</summary>
    public ProcessIdentity Identity => _process.Identity;

    /// <summary>Where its standard output and error go.</summary>
    public string LogFile => _process.LogFile;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => ExitCode is not null;

    /// <summary>Its exit code (128 + signal where a signal ended it), or null while it runs.</summary>
    public int? ExitCode => _process.ExitCode;

    /// <summary>Starts a server.</summary>
    /// <param name="request">What to run; it can have neither input, line callbacks nor a time limit.</param>
    /// <param name="logFile">Takes standard output and error, appended; made with its folder.</param>
    /// <param name="time">The clock of waits; null is the system's.</param>
    /// <exception cref="ProcessFailedException">It could not be started.</exception>
    public static ServerProcess Start(ProcessRequest request, string logFile, TimeProvider? time = null) =>
        new(SpawnedProcess.Start(request, logFile, time ?? TimeProvider.System), time ?? TimeProvider.System);

    /// <summary>The last lines of its log, at most 4 KiB.</summary>
    public string LogTail() => _process.LogTail();

    /// <summary>Asks again and again whether the server is ready.</summary>
    /// <param name="isReady">Such as a request to its health address; an answer of false is asked again after 50 ms.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellationToken">Ends the wait; the server runs on.</param>
    /// <exception cref="ProcessFailedException">The server ended, or did not become ready in time; it has the end of the log.</exception>
    public async Task WaitUntilReadyAsync(Func<CancellationToken, Task<bool>> isReady, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            while (!await isReady(either.Token))
            {
                ThrowIfExited();
                await Task.Delay(Tick, _time, either.Token);
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested && late.IsCancellationRequested)
        {
            ThrowIfExited();
            var what = $"{_process.Request.Program} did not become ready within {limit}";
            throw new ProcessFailedException(_process.Request, ProcessFailure.TimedOut, what, null, LogTail(), exception);
        }
    }

    /// <summary>Waits until it ends by itself; returns its exit code.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (ExitCode is { } exitCode)
            {
                return exitCode;
            }

            await Task.Delay(Tick, _time, cancellationToken);
        }
    }

    /// <summary>Asks it to end (SIGTERM) and kills it, with all that it started, when it does not within the grace.</summary>
    /// <param name="grace">How long it may take to end in order.</param>
    /// <param name="cancellationToken">Cuts the grace short; the server is gone when this returns all the same.</param>
    public Task StopAsync(TimeSpan grace, CancellationToken cancellationToken) => _process.StopAsync(grace, cancellationToken);

    /// <summary>Sends it a signal, and nothing to what it started; false when it has ended.</summary>
    public bool Send(ProcessSignal signal) => _process.Send(signal);

    /// <summary>Stops it with the grace of its request.</summary>
    public async ValueTask DisposeAsync() => await _process.StopAsync(_process.Request.Grace, CancellationToken.None);

    private void ThrowIfExited()
    {
        if (ExitCode is { } exitCode)
        {
            var what = $"{_process.Request.Program} ended with {CommandText.OfExit(exitCode)} before it was ready; see {LogFile}";
            throw new ProcessFailedException(_process.Request, ProcessFailure.ExitCode, what, exitCode, LogTail());
        }
    }
}
