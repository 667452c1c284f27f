namespace Phederation.Fuzzing.Sending;

/// <summary>Holds requests back so that no more than so many go out in a second.</summary>
/// <param name="perSecond">How many; null doesn't hold back.</param>
/// <param name="time">The clock.</param>
public sealed class RequestPacer(double? perSecond, TimeProvider time)
{
    private readonly TimeSpan _between = perSecond is { } rate ? TimeSpan.FromSeconds(1 / rate) : TimeSpan.Zero;
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _next;

    /// <summary>Waits until the next request may go out.</summary>
    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        if (_between == TimeSpan.Zero)
        {
            return ValueTask.CompletedTask;
        }

        // What was not used is not saved up: a pause isn't followed by a burst.
        var now = time.GetElapsedTime(_start);
        var wait = _next - now;
        _next = (wait > TimeSpan.Zero ? _next : now) + _between;
        return wait > TimeSpan.Zero ? new ValueTask(Task.Delay(wait, time, cancellationToken)) : ValueTask.CompletedTask;
    }
}
