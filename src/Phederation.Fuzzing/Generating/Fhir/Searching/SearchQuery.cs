using Phederation.Fuzzing.Generating.Faults;

namespace Phederation.Fuzzing.Generating.Fhir.Searching;

/// <summary>A search of a type.</summary>
/// <param name="Type">The resource type.</param>
/// <param name="Criteria">The parameters, all of which must hold.</param>
/// <param name="Fault">What is wrong with one of them; null where all are valid.</param>
public sealed record SearchQuery(string Type, IReadOnlyList<SearchCriterion> Criteria, FaultLabel? Fault)
{
    /// <summary>The part of an address behind the question mark, or the body of a search by POST.</summary>
    public string Text => string.Join('&', Criteria);
}
