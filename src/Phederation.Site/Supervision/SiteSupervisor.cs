using Phederation.Containers.Engine;
using Phederation.Seccomp.Recording;
using Phederation.Seccomp.Supervision;

namespace Phederation.Site.Supervision;

/// <summary>
/// Supervises the services of a site until it is stopped: each start has its calls until the service is healthy, or for a quarter of an hour. It holds nothing
/// but who starts: when it dies, no call is given back, and services go on; it has to be there again before one is started.
/// </summary>
public sealed class SiteSupervisor(EngineClient engine, TimeProvider time, IProgress<SiteEvent> progress)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    // Who keeps a service from being healthy must not keep its calls for ever.
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(15);

    /// <summary>Supervises.</summary>
    /// <param name="siteName">The site's name on the engine.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SiteException">This machine can't, or somebody supervises already.</exception>
    /// <exception cref="EngineException">The engine can't be asked at the beginning; later it may be away.</exception>
    public async Task RunAsync(string siteName, CancellationToken cancellationToken)
    {
        var info = await engine.System.InfoAsync(cancellationToken);
        using var supervisor = Start(SupervisedCgroup.Name(siteName, info.CgroupDriver));
        progress.Report(new SiteEvent(SiteEventKind.Started, "supervise", $"the site {siteName}"));
        var since = new Dictionary<(string Container, int Process), long>();
        while (!cancellationToken.IsCancellationRequested)
        {
            var open = supervisor.Open;
            foreach (var gone in since.Keys.Except(open).ToList())
            {
                since.Remove(gone);
            }

            foreach (var start in open)
            {
                since.TryAdd(start, time.GetTimestamp());
                await JudgeAsync(supervisor, start, time.GetElapsedTime(since[start]), cancellationToken);
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Supervisor Start(string cgroup)
    {
        try
        {
            return Supervisor.Start(
                cgroup,
                call => progress.Warn(call.Container[..Math.Min(12, call.Container.Length)], $"{call.Thread} was refused {call.Syscall}")
            );
        }
        catch (RecorderUnavailableException exception)
        {
            throw new SiteException(ExitCode.Missing, $"This site can't be supervised: {exception.Reason}.", exception.Mend);
        }
    }

    private async Task JudgeAsync(
        Supervisor supervisor,
        (string Container, int Process) start,
        TimeSpan age,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var details = await engine.Containers.InspectAsync(start.Container, cancellationToken);
            var name = details?.Name.TrimStart('/') ?? start.Container;
            var isThisLife = details is { State: { Running: true } running } && running.Pid == start.Process;
            var isHealthy = isThisLife && details!.State.Health?.Status is null or "none" or "healthy";
            if (isHealthy && isThisLife)
            {
                supervisor.Close(start.Container, start.Process);
                progress.Done(name, "healthy: the calls of its start are taken away");
            }
            else if (details is null || age > LongestStart)
            {
                supervisor.Close(start.Container, start.Process);
                progress.Warn(name, details is null ? "is gone" : "was not healthy in time: the calls of its start are taken away");
            }
        }
        catch (Exception exception) when (exception is EngineException or OperationCanceledException)
        {
            // The engine may be restarted under its containers; the limit of a start holds all the same.
            if (age > LongestStart)
            {
                supervisor.Close(start.Container, start.Process);
            }
        }
    }
}
