namespace Phederation.Fuzzing.Tests.Planted;

/// <summary>The machine's time, of which a part can be skipped: what is slow takes no time in tests.</summary>
internal sealed class PlantedTime : TimeProvider
{
    private long _skipped;

    public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _skipped);

    /// <summary>Lets time go by.</summary>
    public void Skip(TimeSpan time) => Interlocked.Add(ref _skipped, (long)(time.TotalSeconds * TimestampFrequency));
}
