using Phederation.WebApi.Vocabulary;

namespace Phederation.WebApi.ConceptSets;

/// <summary>A set with all that is handed out of it.</summary>
internal sealed record ExportedSet(
    int Id,
    string Name,
    ExpressionDto Expression,
    IReadOnlyList<Concept> Included,
    IReadOnlyList<Concept> Mapped
);
