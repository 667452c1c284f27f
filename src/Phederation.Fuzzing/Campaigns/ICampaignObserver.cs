using Phederation.Fuzzing.Journals;

namespace Phederation.Fuzzing.Campaigns;

/// <summary>Is told what a campaign does, as it does it.</summary>
public interface ICampaignObserver
{
    /// <summary>It begins, or goes on.</summary>
    /// <param name="header">What it was begun with.</param>
    /// <param name="tally">What was done before: nothing when it begins.</param>
    void Started(JournalHeader header, CampaignTally tally);

    /// <summary>A scenario was run. Called for each one: whoever shows it decides how often.</summary>
    void Ran(JournalRun run, CampaignTally tally);

    /// <summary>A fault was found first.</summary>
    void Found(BucketSummary bucket);

    /// <summary>A fault was tried again.</summary>
    void Judged(BucketSummary bucket);

    /// <summary>Something that its user should know.</summary>
    void Notice(string text);
}
