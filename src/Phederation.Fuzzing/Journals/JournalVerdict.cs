using Phederation.Fuzzing.Buckets;

namespace Phederation.Fuzzing.Journals;

/// <summary>What trying a fault again showed.</summary>
public sealed record JournalVerdict
{
    /// <summary>The bucket's id.</summary>
    public required string Bucket { get; init; }

    /// <summary>Whether it shows itself each time.</summary>
    public required BucketVerdict Verdict { get; init; }

    /// <summary>How often it was tried again.</summary>
    public required int Tries { get; init; }

    /// <summary>How often it showed itself again.</summary>
    public required int Seen { get; init; }

    /// <summary>When, in the campaign's own time.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>How many requests that took.</summary>
    public long Requests { get; init; }

    /// <summary>How many bytes that took, both ways.</summary>
    public long Bytes { get; init; }
}
