using Phederation.FhirModel;

namespace Phederation.Fhir.Searching;

/// <summary>References to follow from what was found, or back to it.</summary>
/// <param name="IsReverse">Whether it is what refers to the found, not what they refer to.</param>
/// <param name="IsIterate">Whether it is followed from included resources too.</param>
/// <param name="Source">The type that holds the reference.</param>
/// <param name="Parameters">The references; several for a wildcard.</param>
/// <param name="Target">The type referred to; null for any.</param>
internal sealed record Include(bool IsReverse, bool IsIterate, string Source, IReadOnlyList<SearchParameter> Parameters, string? Target);
