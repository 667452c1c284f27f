using System.Text;
using Phederation.Processes;

namespace Phederation.Trust.Services;

/// <summary>One service: its process, its log, and the file by which a later run finds it if this one is cut off.</summary>
internal sealed class Service : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly ServerProcess _process;
    private readonly string _identityFile;

    private Service(string name, ServerProcess process, string identityFile)
    {
        Name = name;
        _process = process;
        _identityFile = identityFile;
    }

    public string Name { get; }

    public string LogFile => _process.LogFile;

    /// <summary>What happened to it; null while it runs.</summary>
    public TrustException? Fault =>
        _process.ExitCode is { } code
            ? new TrustException(
                TrustErrorKind.ServiceFailed,
                $"{Name} ended by itself (exit code {code}); its log {LogFile} ends with:{Environment.NewLine}{_process.LogTail()}"
            )
            : null;

    /// <summary>Starts the service and waits until it answers.</summary>
    public static async Task<Service> StartAsync(
        string name,
        ProcessRequest request,
        string runFolder,
        Func<CancellationToken, Task<bool>> isReady,
        TimeSpan limit,
        CancellationToken cancellationToken
    )
    {
        var logFile = Path.Combine(runFolder, name + ".log");
        File.Delete(logFile);
        var identityFile = Path.Combine(runFolder, name + ".pid");
        ServerProcess process;
        try
        {
            process = ServerProcess.Start(request, logFile);
        }
        catch (ProcessFailedException fault)
        {
            throw new TrustException(TrustErrorKind.ServiceFailed, $"{name} could not be started: {fault.Message}", fault);
        }

        var service = new Service(name, process, identityFile);
        try
        {
            BoundedFile.Write(identityFile, Encoding.ASCII.GetBytes(process.Identity.ToString()));
            await process.WaitUntilReadyAsync(isReady, limit, cancellationToken);
            return service;
        }
        catch (ProcessFailedException fault)
        {
            await service.DisposeAsync();
            throw new TrustException(TrustErrorKind.ServiceFailed, $"{name} did not start; see {logFile}: {fault.Message}", fault);
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops a process that an interrupted run left, if it still is what that run started.</summary>
    public static async Task StopLeftOverAsync(string name, string runFolder, CancellationToken cancellationToken)
    {
        var identityFile = Path.Combine(runFolder, name + ".pid");
        if (!File.Exists(identityFile))
        {
            return;
        }

        // The identity holds the start time: a process that got the same number later is another.
        if (ProcessIdentity.Parse(await File.ReadAllTextAsync(identityFile, cancellationToken)) is { IsRunning: true } left)
        {
            await left.StopAsync(Grace, cancellationToken);
        }

        File.Delete(identityFile);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.StopAsync(Grace, CancellationToken.None);
        File.Delete(_identityFile);
    }
}
