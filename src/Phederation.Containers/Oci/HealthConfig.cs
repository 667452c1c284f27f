namespace Phederation.Containers.Oci;

/// <summary>A health check, as the image configuration and the Engine API write it. Times are nanoseconds; 0 inherits.</summary>
public sealed record HealthConfig
{
    /// <summary>["CMD", program, argument…], ["CMD-SHELL", text] or ["NONE"].</summary>
    public IReadOnlyList<string>? Test { get; init; }
    public long Interval { get; init; }
    public long Timeout { get; init; }
    public long StartPeriod { get; init; }
    public int Retries { get; init; }
}
