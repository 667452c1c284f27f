namespace Phederation.Containers.Engine.Transport;

/// <summary>A caller's token with a time limit beside it, on the given clock.</summary>
internal sealed class LimitedToken : IDisposable
{
    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenSource _both;

    public LimitedToken(TimeSpan? limit, TimeProvider time, CancellationToken caller)
    {
        _timer = limit is { } span ? new CancellationTokenSource(span, time) : null;
        _both = CancellationTokenSource.CreateLinkedTokenSource(caller, _timer?.Token ?? CancellationToken.None);
    }

    public CancellationToken Token => _both.Token;

    public void Dispose()
    {
        _both.Dispose();
        _timer?.Dispose();
    }
}
