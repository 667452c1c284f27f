namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>A rule that an entry event must fulfil.</summary>
internal sealed record InclusionRule(string Name, string? Description, CriteriaGroup? Expression);
