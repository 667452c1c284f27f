namespace Phederation.WebApi.Vocabulary;

/// <summary>A concept of two sets that are compared: 1 where it is so, 0 where not.</summary>
internal sealed record ConceptComparison
{
    public required int ConceptId { get; init; }

    public required int ConceptIn1Only { get; init; }

    public required int ConceptIn2Only { get; init; }

    public required int ConceptIn1And2 { get; init; }

    public required string? ConceptName { get; init; }

    public required string? StandardConcept { get; init; }

    public required string? InvalidReason { get; init; }

    public required string? ConceptCode { get; init; }

    public required string? DomainId { get; init; }

    public required string? VocabularyId { get; init; }

    public required long? ValidStartDate { get; init; }

    public required long? ValidEndDate { get; init; }

    public required string? ConceptClassId { get; init; }

    public bool NameMismatch { get; init; }
}
