using System.Text.Json.Serialization;

namespace Phederation.WebApi.Vocabulary;

/// <summary>A vocabulary of the vocabulary.</summary>
internal sealed record VocabularyEntry(
    [property: JsonPropertyName("VOCABULARY_ID")] string Id,
    [property: JsonPropertyName("VOCABULARY_NAME")] string Name,
    [property: JsonPropertyName("VOCABULARY_REFERENCE")] string? Reference,
    [property: JsonPropertyName("VOCABULARY_VERSION")] string? Version,
    [property: JsonPropertyName("VOCABULARY_CONCEPT_ID")] int ConceptId
);
