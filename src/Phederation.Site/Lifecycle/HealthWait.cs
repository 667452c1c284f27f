using System.Globalization;
using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;

namespace Phederation.Site.Lifecycle;

/// <summary>Waits until a container is healthy, or can't become so.</summary>
internal sealed class HealthWait(EngineClient engine, TimeProvider time, IProgress<SiteEvent> progress)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Returns when the container is healthy.</summary>
    /// <exception cref="SiteException">It ended, was restarted, is unhealthy, or is not healthy in time.</exception>
    public async Task WaitAsync(string id, string container, string step, TimeSpan limit, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        progress.Started(step);
        var first = await InspectAsync(id, container, cancellationToken);
        for (var details = first; ; details = await InspectAsync(id, container, cancellationToken))
        {
            var elapsed = time.GetElapsedTime(start);
            switch (Judge(details, first))
            {
                case { IsHealthy: true } health:
                    progress.Done(step, string.Create(CultureInfo.InvariantCulture, $"{health.Text} after {elapsed.TotalSeconds:0.0} s"));
                    return;
                case { IsLost: true } health:
                    throw Failed(container, $"{health.Text} after {Seconds(elapsed)}", details);
                case var health when elapsed >= limit:
                    throw Failed(container, $"not healthy within {Seconds(limit)} ({health.Text})", details);
                case var health:
                    progress.Now(step, health.Text);
                    break;
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private async Task<ContainerDetails> InspectAsync(string id, string container, CancellationToken cancellationToken) =>
        await engine.Containers.InspectAsync(id, cancellationToken)
        ?? throw new SiteException(
            ExitCode.Conflict,
            $"The container {container} was removed by somebody while its health was waited for.",
            "Run phederation up again."
        );

    private static (bool IsHealthy, bool IsLost, string Text) Judge(ContainerDetails now, ContainerDetails first) =>
        now.State switch
        {
            // A restart within the wait would go on for ever with a restart policy: the first one is the verdict.
            { Running: true } when now.RestartCount > first.RestartCount => (false, true, "ended, and was restarted by the engine"),
            { Restarting: true } => (false, true, $"ended with exit code {now.State.ExitCode}"),
            { OOMKilled: true, Running: false } => (false, true, "ended: it ran out of its memory limit"),
            { Running: false, Status: not "created" } state => (false, true, $"ended with exit code {state.ExitCode}"),
            { Running: true, Health.Status: "healthy" } => (true, false, "healthy"),
            { Running: true, Health.Status: "unhealthy" } => (false, true, "unhealthy"),
            { Running: true, Health: null or { Status: "none" or "" } } => (false, true, "running, but its image has no health check"),
            { Health: { } health } => (false, false, health.Status),
            var state => (false, false, state.Status),
        };

    private static SiteException Failed(string container, string what, ContainerDetails details)
    {
        var check = details.State.Health?.Log is { Count: > 0 } log ? $"; last health check: {OneLine(log[^1].Output)}" : "";
        return new SiteException(
            ExitCode.TimedOut,
            $"The container {container} did not become healthy: {what}{check}.",
            "Read its last lines above; the previous state was kept or brought back."
        );
    }

    private static string OneLine(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length > 200 ? line[..200] + "…" : line;
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");
}
