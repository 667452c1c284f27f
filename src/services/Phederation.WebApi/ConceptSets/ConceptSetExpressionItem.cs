namespace Phederation.WebApi.ConceptSets;

/// <summary>A concept of a set's expression.</summary>
/// <param name="ConceptId">The concept.</param>
/// <param name="IsExcluded">Whether it is taken out rather than in.</param>
/// <param name="IncludeDescendants">Whether its descendants go with it.</param>
/// <param name="IncludeMapped">Whether the concepts that map to it go with it.</param>
/// <param name="Name">Its name, where the expression tells it: for people.</param>
/// <param name="DomainId">Its domain, where the expression tells it.</param>
internal sealed record ConceptSetExpressionItem(
    int ConceptId,
    bool IsExcluded,
    bool IncludeDescendants,
    bool IncludeMapped,
    string? Name = null,
    string? DomainId = null
);
