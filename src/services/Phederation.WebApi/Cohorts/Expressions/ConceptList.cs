namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>Concepts that a column must hold one of, or must not.</summary>
internal sealed record ConceptList(IReadOnlyList<int> ConceptIds, bool IsExclusion) : AttributeValue;
