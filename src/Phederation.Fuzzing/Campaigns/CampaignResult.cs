using Phederation.Fuzzing.Campaigns.Corpora;
using Phederation.Fuzzing.Journals;

namespace Phederation.Fuzzing.Campaigns;

/// <summary>What a campaign came to.</summary>
/// <param name="Reason">Why it ended.</param>
/// <param name="Tally">What it did and found, over all its parts.</param>
/// <param name="Corpus">The scenarios that together bring everything that was new in it.</param>
public sealed record CampaignResult(EndReason Reason, CampaignTally Tally, Corpus Corpus);
