using Phederation.WebApi.Vocabulary;

namespace Phederation.WebApi.ConceptSets;

/// <summary>A concept of an expression.</summary>
internal sealed record ExpressionItemDto(Concept Concept, bool IsExcluded, bool IncludeDescendants, bool IncludeMapped);
