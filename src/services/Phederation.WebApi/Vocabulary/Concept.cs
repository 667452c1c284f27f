using System.Text.Json.Serialization;

namespace Phederation.WebApi.Vocabulary;

/// <summary>A concept as WebAPI tells it: dates are milliseconds since 1970; N is no standard concept, V is valid.</summary>
internal record Concept
{
    [JsonPropertyName("CONCEPT_ID")]
    public required int Id { get; init; }

    [JsonPropertyName("CONCEPT_NAME")]
    public required string? Name { get; init; }

    [JsonPropertyName("STANDARD_CONCEPT")]
    public required string? Standard { get; init; }

    [JsonPropertyName("STANDARD_CONCEPT_CAPTION")]
    public string StandardCaption =>
        Standard switch
        {
            "S" => "Standard",
            "C" => "Classification",
            "N" => "Non-Standard",
            _ => "Unknown",
        };

    [JsonPropertyName("INVALID_REASON")]
    public required string? InvalidReason { get; init; }

    [JsonPropertyName("INVALID_REASON_CAPTION")]
    public string InvalidReasonCaption =>
        InvalidReason switch
        {
            "V" => "Valid",
            "D" or "U" => "Invalid",
            _ => "Unknown",
        };

    [JsonPropertyName("CONCEPT_CODE")]
    public required string? Code { get; init; }

    [JsonPropertyName("DOMAIN_ID")]
    public required string? Domain { get; init; }

    [JsonPropertyName("VOCABULARY_ID")]
    public required string? Vocabulary { get; init; }

    [JsonPropertyName("CONCEPT_CLASS_ID")]
    public required string? ConceptClass { get; init; }

    [JsonPropertyName("VALID_START_DATE")]
    public required long? ValidStart { get; init; }

    [JsonPropertyName("VALID_END_DATE")]
    public required long? ValidEnd { get; init; }
}
