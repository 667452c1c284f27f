namespace Phederation.WebApi.Cohorts.Generation;

/// <summary>The counts of a rule.</summary>
/// <param name="Id">The rule's number, from 0.</param>
/// <param name="Name">Its name.</param>
/// <param name="PercentExcluded">How many only this rule excludes.</param>
/// <param name="PercentSatisfying">How many fulfil it.</param>
/// <param name="CountSatisfying">How many fulfil it.</param>
internal sealed record InclusionRuleCount(int Id, string? Name, string PercentExcluded, string PercentSatisfying, long CountSatisfying);
