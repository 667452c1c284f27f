using System.Text.Json.Serialization;

namespace Phederation.WebApi.Vocabulary;

/// <summary>A concept with its relations to the one that was asked for.</summary>
internal sealed record RelatedConcept : Concept
{
    [JsonPropertyName("RELATIONSHIPS")]
    public List<ConceptRelationship> Relationships { get; init; } = [];

    [JsonPropertyName("RELATIONSHIP_CAPTION")]
    public string Caption => string.Join(", ", Relationships.Select(relationship => relationship.Name));
}
