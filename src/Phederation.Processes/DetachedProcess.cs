namespace Phederation.Processes;

/// <summary>
/// A daemon that outlives this process: a session of its own, no terminal, an empty input, output to a file, and nothing of this
/// process held open, so that whoever reads our output sees its end when we end. Linux only.
/// </summary>
public sealed class DetachedProcess
{
    private readonly SpawnedProcess _process;

    private DetachedProcess(SpawnedProcess process) => _process = process;

    /// <summary>Its process id.</summary>
    public int ProcessId => _process.Identity.ProcessId;

    /// <summary>Its process id with its start: <see cref="ProcessIdentity.StopAsync(TimeSpan, CancellationToken)"/> stops it.</summary>
    public ProcessIdentity Identity => _process.Identity;

    /// <summary>Where its standard output and error go.</summary>
    public string LogFile => _process.LogFile;

    /// <summary>Its exit code if it has ended, which a daemon should not; null while it runs.</summary>
    public int? ExitCode
    {
        get
        {
            _process.Reap();
            return _process.ExitCode;
        }
    }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => ExitCode is not null;

    /// <summary>Starts a daemon.</summary>
    /// <param name="request">What to run; it can have neither input, line callbacks nor a time limit.</param>
    /// <param name="logFile">Takes standard output and error, appended; made with its folder.</param>
    /// <exception cref="ProcessFailedException">It could not be started.</exception>
    public static DetachedProcess Start(ProcessRequest request, string logFile) =>
        new(SpawnedProcess.Start(request, logFile, TimeProvider.System));

    /// <summary>The last lines of its log, at most 4 KiB.</summary>
    public string LogTail() => _process.LogTail();
}
