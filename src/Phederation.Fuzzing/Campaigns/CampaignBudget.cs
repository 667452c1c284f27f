using Phederation.Fuzzing.Journals;

namespace Phederation.Fuzzing.Campaigns;

/// <summary>How much a campaign may use, over all its parts; what is null isn't limited.</summary>
/// <param name="Requests">Requests, logins and probes too.</param>
/// <param name="Time">The campaign's own time, without pauses.</param>
/// <param name="Bytes">Bytes to the target and from it.</param>
public sealed record CampaignBudget(long? Requests = null, TimeSpan? Time = null, long? Bytes = null)
{
    /// <summary>What is used up; null when nothing is.</summary>
    public EndReason? UsedUp(long requests, TimeSpan time, long bytes) =>
        requests >= Requests ? EndReason.Requests
        : time >= Time ? EndReason.Time
        : bytes >= Bytes ? EndReason.Bytes
        : null;
}
