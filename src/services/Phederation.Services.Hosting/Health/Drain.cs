using Microsoft.Extensions.Hosting;

namespace Phederation.Services.Hosting.Health;

/// <summary>
/// Before the server stops to listen, readiness says so for a while: who sends requests here has time to turn to another. Requests that have begun
/// are then waited for by the host, as long as its limit lets it.
/// </summary>
internal sealed class Drain(Readiness readiness, TimeProvider time, TimeSpan wait) : IHostedLifecycleService
{
    /// <inheritdoc />
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        readiness.Drain();
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
