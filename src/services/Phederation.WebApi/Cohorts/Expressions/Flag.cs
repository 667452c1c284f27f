namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>A demand without a value of its own.</summary>
internal sealed record Flag : AttributeValue;
