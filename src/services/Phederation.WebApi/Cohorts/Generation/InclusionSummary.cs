namespace Phederation.WebApi.Cohorts.Generation;

/// <summary>The counts of all rules together.</summary>
internal sealed record InclusionSummary(long BaseCount, long FinalCount, long LostCount, string PercentMatched);
