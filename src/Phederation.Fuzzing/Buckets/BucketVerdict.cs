namespace Phederation.Fuzzing.Buckets;

/// <summary>Whether a fault shows itself again.</summary>
public enum BucketVerdict
{
    /// <summary>It was not tried again yet.</summary>
    Open,

    /// <summary>It showed itself each time that it was tried again.</summary>
    Confirmed,

    /// <summary>It didn't show itself each time.</summary>
    Flaky,
}
