using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;
using Phederation.Site.Preflight;

namespace Phederation.Site.Lifecycle;

/// <summary>
/// Brings one service to what the release says. The container that ran before is kept, stopped, until the new one is healthy, and is
/// brought back otherwise; an update that was interrupted at any point is recovered by the next one.
/// </summary>
internal sealed class ServiceUpdate(
    SiteObjects objects,
    ServiceSpecification specification,
    Func<CancellationToken, Task> seedSecrets,
    TimeProvider time,
    IProgress<SiteEvent> progress
)
{
    private readonly string _name = specification.Container;
    private readonly string _next = SiteNames.Next(specification.Container);
    private readonly string _previous = SiteNames.Previous(specification.Container);

    private ContainerOperations Containers => objects.Engine.Containers;

    /// <summary>Makes the service run, healthy and as released.</summary>
    /// <exception cref="SiteException">It did not become healthy; what ran before runs again.</exception>
    public async Task<ServiceChange> RunAsync(TimeSpan healthTimeout, CancellationToken cancellationToken)
    {
        var current = await RecoverAsync(cancellationToken);
        if (current is not null)
        {
            var drift = ContainerDrift.Find(specification, current);
            if (drift.Count == 0)
            {
                return await ContinueAsync(current, healthTimeout, cancellationToken);
            }

            foreach (var difference in drift)
            {
                progress.Warn(_name, $"differs from the release: {difference}");
            }
        }

        await ReplaceAsync(current, healthTimeout, cancellationToken);
        return current is null ? ServiceChange.Created : ServiceChange.Replaced;
    }

    /// <summary>Ends what an interrupted update left, and returns the service's container.</summary>
    private async Task<ContainerDetails?> RecoverAsync(CancellationToken cancellationToken)
    {
        if (await objects.ContainerAsync(_next, cancellationToken) is { } next)
        {
            // Made ready, never started.
            await Containers.RemoveAsync(next.Id, force: true, cancellationToken);
        }

        var current = await objects.ContainerAsync(_name, cancellationToken);
        if (await objects.ContainerAsync(_previous, cancellationToken) is not { } previous)
        {
            return current;
        }

        if (current is not null)
        {
            if (ContainerDrift.Find(specification, current).Count == 0)
            {
                // The interrupted update was to this very release: it is gone on with.
                return current;
            }

            // Never seen healthy, and not what is wanted now.
            await Containers.StopAsync(current.Id, cancellationToken: cancellationToken);
            await Containers.RemoveAsync(current.Id, cancellationToken: cancellationToken);
        }

        progress.Warn(_name, "an earlier update was interrupted: its previous container is taken back");
        await Containers.RenameAsync(previous.Id, _name, cancellationToken);
        return await objects.ContainerAsync(_name, cancellationToken);
    }

    /// <summary>The container is as released: it only has to run and be healthy.</summary>
    private async Task<ServiceChange> ContinueAsync(ContainerDetails current, TimeSpan healthTimeout, CancellationToken cancellationToken)
    {
        var isFinishing = await objects.ContainerAsync(_previous, cancellationToken) is not null;
        var change = isFinishing ? ServiceChange.Replaced : ServiceChange.Started;
        switch (current.State)
        {
            case { Running: true, Paused: false, Restarting: false, Health.Status: "healthy" }:
                progress.Done(_name, "runs as released, healthy");
                change = isFinishing ? ServiceChange.Replaced : ServiceChange.None;
                break;
            case { Running: true, Paused: false, Restarting: false, Health.Status: "starting" }:
                await WaitOrRollBackAsync(current.Id, hasStarted: true, healthTimeout, cancellationToken);
                break;
            case { Running: true }:
                progress.Warn(_name, current.State.Paused ? "is paused: restarted" : "is not healthy: restarted");
                if (current.State.Paused)
                {
                    await Containers.UnpauseAsync(current.Id, cancellationToken);
                }

                await Containers.StopAsync(current.Id, cancellationToken: cancellationToken);
                await WaitOrRollBackAsync(current.Id, hasStarted: false, healthTimeout, cancellationToken);
                break;
            default:
                await WaitOrRollBackAsync(current.Id, hasStarted: false, healthTimeout, cancellationToken);
                break;
        }

        await RemovePreviousAsync(cancellationToken);
        return change;
    }

    private async Task ReplaceAsync(ContainerDetails? current, TimeSpan healthTimeout, CancellationToken cancellationToken)
    {
        var step = $"{_name}: create the container";
        progress.Started(step);
        await seedSecrets(cancellationToken);

        // Created before the old one is stopped: what the engine refuses costs no downtime.
        var id = await Containers.CreateAsync(specification.Request(_next), cancellationToken);
        if (current is not null)
        {
            progress.Now(step, "stop the previous one");
            await Containers.StopAsync(current.Id, cancellationToken: cancellationToken);
            await Containers.RenameAsync(current.Id, _previous, cancellationToken);
        }

        await Containers.RenameAsync(id, _name, cancellationToken);
        progress.Done(step, current is null ? "" : $"the previous one is kept as {_previous} until this one is healthy");
        await WaitOrRollBackAsync(id, hasStarted: false, healthTimeout, cancellationToken);
        await RemovePreviousAsync(cancellationToken);
    }

    private async Task WaitOrRollBackAsync(string id, bool hasStarted, TimeSpan healthTimeout, CancellationToken cancellationToken)
    {
        var step = $"{_name}: wait until healthy";
        try
        {
            if (!hasStarted)
            {
                await StartAsync(id, cancellationToken);
            }

            await new HealthWait(objects.Engine, time, progress).WaitAsync(id, _name, step, healthTimeout, cancellationToken);
        }
        catch (Exception error) when (error is SiteException or EngineException or OperationCanceledException)
        {
            // Also when interrupted: what ran before must run again, whatever was asked to end.
            using var limit = new CancellationTokenSource(healthTimeout + TimeSpan.FromMinutes(1), time);
            await RollBackAsync(id, step, error, healthTimeout, limit.Token);
            throw;
        }
    }

    private async Task StartAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await Containers.StartAsync(id, cancellationToken);
        }
        catch (EngineException error)
            when (error.EngineMessage.Contains("port is already allocated", StringComparison.Ordinal)
                || error.EngineMessage.Contains("address already in use", StringComparison.Ordinal)
            )
        {
            throw PortPreflight.Taken(_name, specification.Service.Runtime.Ports[0].HostPort, container: null);
        }
    }

    private async Task RollBackAsync(string id, string step, Exception error, TimeSpan healthTimeout, CancellationToken cancellationToken)
    {
        var isInterrupted = error is OperationCanceledException;
        if (!isInterrupted)
        {
            progress.Failed(step, "the last lines that it wrote:");
            await LastLines.ReportAsync(objects.Engine, id, step, progress, cancellationToken);
        }

        var previous = await objects.ContainerAsync(_previous, cancellationToken);
        if (previous is null)
        {
            if (!isInterrupted)
            {
                await Containers.StopAsync(id, cancellationToken: cancellationToken);
                progress.Warn(_name, "stopped; nothing ran before that could be brought back (phederation logs shows all that it wrote)");
            }

            return;
        }

        var back = $"{_name}: bring the previous container back";
        progress.Started(back);
        await Containers.StopAsync(id, cancellationToken: cancellationToken);
        await Containers.RemoveAsync(id, cancellationToken: cancellationToken);
        await Containers.RenameAsync(previous.Id, _name, cancellationToken);
        await Containers.StartAsync(previous.Id, cancellationToken);
        await new HealthWait(objects.Engine, time, progress).WaitAsync(previous.Id, _name, back, healthTimeout, cancellationToken);
    }

    private async Task RemovePreviousAsync(CancellationToken cancellationToken)
    {
        if (await objects.ContainerAsync(_previous, cancellationToken) is { } previous)
        {
            await Containers.RemoveAsync(previous.Id, force: true, cancellationToken);
            progress.Done(_name, "the previous container is removed; its data is the new one's");
        }
    }
}
