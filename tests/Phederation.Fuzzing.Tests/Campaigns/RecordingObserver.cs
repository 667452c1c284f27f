using Phederation.Fuzzing.Campaigns;
using Phederation.Fuzzing.Journals;

namespace Phederation.Fuzzing.Tests.Campaigns;

/// <summary>Remembers what a campaign told.</summary>
internal sealed class RecordingObserver : ICampaignObserver
{
    public List<string> Notices { get; } = [];

    public List<JournalRun> Runs { get; } = [];

    /// <summary>Called for each run.</summary>
    public Action<JournalRun>? OnRun { get; init; }

    public void Started(JournalHeader header, CampaignTally tally) { }

    public void Ran(JournalRun run, CampaignTally tally)
    {
        Runs.Add(run);
        OnRun?.Invoke(run);
    }

    public void Found(BucketSummary bucket) { }

    public void Judged(BucketSummary bucket) { }

    public void Notice(string text) => Notices.Add(text);
}
