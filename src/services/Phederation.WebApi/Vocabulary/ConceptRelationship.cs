using System.Text.Json.Serialization;

namespace Phederation.WebApi.Vocabulary;

/// <summary>How a concept relates to the one that was asked for.</summary>
internal sealed record ConceptRelationship(
    [property: JsonPropertyName("RELATIONSHIP_NAME")] string Name,
    [property: JsonPropertyName("RELATIONSHIP_DISTANCE")] int Distance
);
