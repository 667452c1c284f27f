using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Sending.Wire;

namespace Phederation.Fuzzing.Sending.Events;

/// <summary>Asks a target whether it serves: any answer of HTTP shows that it does, but one that says that it can't for now.</summary>
internal sealed class ServingProbe(FuzzTarget target, HttpSender sender, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);
    private static readonly FuzzRequest Request = new() { Method = "GET", Path = "/" };

    /// <summary>The bytes of the probe's request.</summary>
    public byte[] Bytes => sender.BytesOf(Request, authorization: null);

    /// <summary>Asks once, on a new connection.</summary>
    public async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        await sender.CloseAsync();
        return (await sender.SendAsync(Request, authorization: null, cancellationToken)).Status is not (0 or 502 or 503 or 504);
    }

    /// <summary>Asks until it serves; returns how long it took, null when it didn't within <see cref="FuzzTarget.RecoveryLimit"/>.</summary>
    public async Task<TimeSpan?> WaitAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var pause = FirstPause;
        while (!await AskAsync(cancellationToken))
        {
            if (time.GetElapsedTime(start) > target.RecoveryLimit)
            {
                return null;
            }

            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }

        return time.GetElapsedTime(start);
    }
}
