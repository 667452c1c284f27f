using Phederation.WebApi.Json;

namespace Phederation.WebApi.Vocabulary;

/// <summary>What is searched for.</summary>
internal sealed record ConceptSearch
{
    /// <summary>A part of a name or a code, or a concept's number.</summary>
    public string Query { get; init; } = "";

    /// <summary>The domains; none is any.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>The vocabularies; none is any.</summary>
    public IReadOnlyList<string> Vocabularies { get; init; } = [];

    /// <summary>The classes of concepts; none is any.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>S, C, or N for neither; null is any.</summary>
    public string? Standard { get; init; }

    /// <summary>V for valid, D or U; null is any.</summary>
    public string? InvalidReason { get; init; }

    /// <summary>Whether each word is looked for by itself, in synonyms too.</summary>
    public bool IsLexical { get; init; }

    /// <summary>Reads a search's JSON.</summary>
    /// <exception cref="JsonFormatException">It is none.</exception>
    public static ConceptSearch Read(JsonCursor cursor) =>
        new()
        {
            Query = (cursor.AsObject().Text("QUERY", 255) ?? "").Trim(),
            Domains = Texts(cursor, "DOMAIN_ID"),
            Vocabularies = Texts(cursor, "VOCABULARY_ID"),
            Classes = Texts(cursor, "CONCEPT_CLASS_ID"),
            Standard = Blank(cursor.Text("STANDARD_CONCEPT", 1)),
            InvalidReason = Blank(cursor.Text("INVALID_REASON", 1)),
            IsLexical = cursor.Boolean("IS_LEXICAL") ?? false,
        };

    private static List<string> Texts(JsonCursor cursor, string name) => [.. cursor.Items(name, 200).Select(item => item.AsText(64))];

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
