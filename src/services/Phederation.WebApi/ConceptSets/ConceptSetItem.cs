namespace Phederation.WebApi.ConceptSets;

/// <summary>A concept of a stored set; the three flags are 0 or 1.</summary>
internal sealed record ConceptSetItem(int Id, int ConceptSetId, int ConceptId, int IsExcluded, int IncludeDescendants, int IncludeMapped);
