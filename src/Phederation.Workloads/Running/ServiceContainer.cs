using Phederation.Containers.Engine;
using Phederation.Containers.Engine.Models;

namespace Phederation.Workloads.Running;

/// <summary>The container under test: its life, its log, and what runs in it.</summary>
internal sealed class ServiceContainer(EngineClient engine, string id, bool hasHealthCheck, string network, TimeProvider time)
{
    private const int LogLimit = 16 * 1024 * 1024;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Its address after the last start.</summary>
    public string Address { get; private set; } = "";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await engine.Containers.StartAsync(id, cancellationToken);
        await WaitReadyAsync(cancellationToken);
    }

    /// <summary>The engine's stop, with the contract's signal and patience.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => engine.Containers.StopAsync(id, cancellationToken: cancellationToken);

    public Task PauseAsync(CancellationToken cancellationToken) => engine.Containers.PauseAsync(id, cancellationToken);

    public Task ResumeAsync(CancellationToken cancellationToken) => engine.Containers.UnpauseAsync(id, cancellationToken);

    public Task SignalAsync(string signal, CancellationToken cancellationToken) =>
        engine.Containers.KillAsync(id, signal, cancellationToken);

    /// <summary>Waits until it has ended and tells how.</summary>
    public async Task<int> WaitEndAsync(CancellationToken cancellationToken) =>
        await engine.Containers.WaitAsync(id, WaitCondition.NotRunning, cancellationToken);

    public async Task<ContainerState> StateAsync(CancellationToken cancellationToken) => (await DetailsAsync(cancellationToken)).State;

    public Task<ExecResult> ExecAsync(ExecRequest request, CancellationToken cancellationToken) =>
        engine.Containers.ExecAsync(id, request, cancellationToken);

    /// <summary>All of its log since it was created.</summary>
    public Task<string> LogAsync(CancellationToken cancellationToken) =>
        engine.Containers.LogTextAsync(id, null, LogLimit, cancellationToken);

    private async Task<ContainerDetails> DetailsAsync(CancellationToken cancellationToken) =>
        await engine.Containers.InspectAsync(id, cancellationToken)
        ?? throw new StepFailedException("the container is gone: something else removed it");

    private async Task WaitReadyAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var details = await DetailsAsync(cancellationToken);
            if (!details.State.Running)
            {
                throw new StepFailedException(
                    $"the container ended with {details.State.ExitCode} before it was ready {details.State.Error}".TrimEnd()
                );
            }

            // "unhealthy" isn't the end: the run checks more often than the image was built for, and counts no start period.
            if (!hasHealthCheck || details.State.Health?.Status == "healthy")
            {
                Address = details.NetworkSettings.Networks.TryGetValue(network, out var place) ? place.IPAddress ?? "" : "";
                return;
            }

            if (details.State.Health is null or { Status: "none" })
            {
                throw new StepFailedException("the image has no health check; set health = false in [service] or add one to the image");
            }

            await Task.Delay(PollInterval, time, cancellationToken);
        }
    }
}
