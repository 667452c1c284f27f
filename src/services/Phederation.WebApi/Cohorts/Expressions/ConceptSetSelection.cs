namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>A concept set that a column's concept must be of, or must not; null is whether there is a concept at all.</summary>
internal sealed record ConceptSetSelection(int? CodesetId, bool IsExclusion) : AttributeValue;
