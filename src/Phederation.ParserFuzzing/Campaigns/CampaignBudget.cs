using System.Diagnostics;

namespace Phederation.ParserFuzzing.Campaigns;

/// <summary>How long one parser is fuzzed: whichever ends first.</summary>
/// <param name="Time">By the clock.</param>
/// <param name="Executions">By runs of inputs; null is as many as the time allows.</param>
internal sealed record CampaignBudget(TimeSpan Time, long? Executions)
{
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>The time since it began.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>Whether it is used up.</summary>
    public bool IsSpent(long executions) => Elapsed >= Time || executions >= Executions;
}
