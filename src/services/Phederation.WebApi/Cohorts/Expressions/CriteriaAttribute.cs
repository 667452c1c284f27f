namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>A demand on a column of an event.</summary>
internal sealed record CriteriaAttribute(AttributeDefinition Definition, AttributeValue Value);
