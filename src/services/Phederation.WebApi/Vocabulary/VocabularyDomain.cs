using System.Text.Json.Serialization;

namespace Phederation.WebApi.Vocabulary;

/// <summary>A domain of the vocabulary.</summary>
internal sealed record VocabularyDomain(
    [property: JsonPropertyName("DOMAIN_ID")] string Id,
    [property: JsonPropertyName("DOMAIN_NAME")] string Name,
    [property: JsonPropertyName("DOMAIN_CONCEPT_ID")] int ConceptId
);
