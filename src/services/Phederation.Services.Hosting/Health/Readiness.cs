using Microsoft.Extensions.Logging;

namespace Phederation.Services.Hosting.Health;

/// <summary>
/// Whether the service can answer now. The checks run at most once a second, however often and by however many is asked: a probe must not be a load.
/// </summary>
internal sealed partial class Readiness(IEnumerable<IReadinessCheck> checks, TimeProvider time, ILogger<Readiness> logger) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly IReadinessCheck[] _checks = [.. checks];
    private ReadinessResult? _last;
    private long _lastAt;
    private volatile bool _isDraining;

    /// <summary>From now on the service is not ready: it ends.</summary>
    public void Drain() => _isDraining = true;

    /// <summary>The state, at most a second old.</summary>
    public async Task<ReadinessResult> GetAsync(CancellationToken cancellationToken)
    {
        if (_isDraining)
        {
            return ReadinessResult.Draining;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_last is null || time.GetElapsedTime(_lastAt) >= Fresh)
            {
                var result = await CheckAsync(cancellationToken);
                if (result.IsReady != _last?.IsReady)
                {
                    var faults = string.Join("; ", result.Faults.Select(fault => $"{fault.Key}: {fault.Value}"));
                    Changed(logger, result.IsReady, faults);
                }

                (_last, _lastAt) = (result, time.GetTimestamp());
            }

            return _last;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async Task<ReadinessResult> CheckAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(CheckLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var results = await Task.WhenAll(_checks.Select(check => CheckAsync(check, either.Token, cancellationToken)));
        return new ReadinessResult(
            results.Where(result => result.Fault is not null).ToDictionary(result => result.Name, result => result.Fault!)
        );
    }

    private static async Task<(string Name, string? Fault)> CheckAsync(
        IReadinessCheck check,
        CancellationToken limited,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return (check.Name, await check.CheckAsync(limited).WaitAsync(limited));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (check.Name, "No answer in time.");
        }
#pragma warning disable CA1031 // A check that fails is a fault of what it looks at; the probe is answered all the same.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return (check.Name, $"The check failed ({exception.GetType().Name}).");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Ready: {IsReady}. {Faults}")]
    private static partial void Changed(ILogger logger, bool isReady, string faults);
}
