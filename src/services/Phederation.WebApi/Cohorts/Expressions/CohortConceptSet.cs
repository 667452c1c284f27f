using Phederation.WebApi.ConceptSets;

namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>A set of concepts inside a definition.</summary>
internal sealed record CohortConceptSet(int Id, string Name, ConceptSetExpression Expression);
