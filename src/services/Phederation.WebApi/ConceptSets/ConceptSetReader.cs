using Phederation.WebApi.Json;

namespace Phederation.WebApi.ConceptSets;

/// <summary>Reads concept sets from JSON: <c>{"items":[{"concept":{"CONCEPT_ID":1},"isExcluded":false,…}]}</c>.</summary>
internal static class ConceptSetReader
{
    /// <summary>How many concepts an expression may name.</summary>
    public const int MostItems = 50_000;

    /// <summary>Reads an expression.</summary>
    /// <exception cref="JsonFormatException">It is none.</exception>
    public static ConceptSetExpression Read(JsonCursor expression) =>
        new([.. expression.AsObject().Items("items", MostItems).Select(ReadItem)]);

    private static ConceptSetExpressionItem ReadItem(JsonCursor item)
    {
        var concept = item.AsObject().RequiredMember("concept").AsObject();
        return new ConceptSetExpressionItem(
            concept.RequiredMember("CONCEPT_ID").AsInteger(0, int.MaxValue),
            item.Boolean("isExcluded") ?? false,
            item.Boolean("includeDescendants") ?? false,
            item.Boolean("includeMapped") ?? false,
            concept.Text("CONCEPT_NAME"),
            concept.Text("DOMAIN_ID", 64)
        );
    }
}
