namespace Phederation.WebApi.ConceptSets;

/// <summary>A set's expression with its concepts told in full.</summary>
internal sealed record ExpressionDto(IReadOnlyList<ExpressionItemDto> Items);
