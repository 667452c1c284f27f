using Phederation.Fuzzing.Campaigns;
using Phederation.Fuzzing.Exchanges;
using Phederation.Fuzzing.Journals;

namespace Phederation.Fuzzing.Reports;

/// <summary>A fault with an example of it.</summary>
public sealed record ReportedFault
{
    /// <summary>What the journal says of it.</summary>
    public required BucketSummary Summary { get; init; }

    /// <summary>What must hold.</summary>
    public required string Rule { get; init; }

    /// <summary>The request that showed it, as it was sent; null where an event did.</summary>
    public FuzzRequest? Request { get; init; }

    /// <summary>What came back; null where there is no answer to show.</summary>
    public FuzzAnswer? Answer { get; init; }

    /// <summary>Commands that show it again; empty where it takes more than requests.</summary>
    public string Script { get; init; } = "";

    /// <summary>Its short name.</summary>
    public string Id => Summary.Key.Id;

    internal static ReportedFault Of(BucketSummary bucket, string rule, CampaignJournal journal)
    {
        var run = journal.Run(bucket.Scenario);
        var result = run is not null && bucket.First.Step < run.Run.Results.Count ? run.Run.Results[bucket.First.Step] : null;
        return new ReportedFault
        {
            Summary = bucket,
            Rule = rule,
            Request = result?.Sent,
            Answer = result?.Answer,
            Script = ScenarioSequence.Of(journal, bucket.Scenario) is { } sequence ? CurlScript.Write(sequence, bucket) : "",
        };
    }
}
