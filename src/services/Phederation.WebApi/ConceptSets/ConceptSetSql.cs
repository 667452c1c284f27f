using System.Globalization;

namespace Phederation.WebApi.ConceptSets;

/// <summary>SQL that resolves a concept set's expression: a query of one column, concept_id, without repetitions.</summary>
internal static class ConceptSetSql
{
    /// <summary>The query.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="vocabularySchema">The vocabulary's schema, as it is written in SQL.</param>
    public static string Query(ConceptSetExpression expression, string vocabularySchema)
    {
        var included = Part(expression.Items.Where(item => !item.IsExcluded), vocabularySchema);
        if (included is null)
        {
            return "SELECT NULL::integer AS concept_id WHERE false";
        }

        var excluded = Part(expression.Items.Where(item => item.IsExcluded), vocabularySchema);
        return excluded is null ? $"SELECT i.concept_id FROM ({included}) i" : $"({included})\nEXCEPT\n({excluded})";
    }

    private static string? Part(IEnumerable<ConceptSetExpressionItem> items, string schema)
    {
        var all = items.ToList();
        if (all.Count == 0)
        {
            return null;
        }

        var direct = Concepts(all, schema);
        var mapped = all.Where(item => item.IncludeMapped).ToList();
        return mapped.Count == 0
            ? direct
            : $"""
                {direct}
                UNION
                SELECT r.concept_id_1
                FROM {schema}.concept_relationship r
                JOIN (
                {Concepts(mapped, schema)}
                ) m ON m.concept_id = r.concept_id_2
                WHERE r.relationship_id = 'Maps to' AND r.invalid_reason IS NULL
                """;
    }

    private static string Concepts(List<ConceptSetExpressionItem> items, string schema)
    {
        var own = $"SELECT c.concept_id FROM {schema}.concept c WHERE c.concept_id = ANY ({Array(items)})";
        var ancestors = items.Where(item => item.IncludeDescendants).ToList();
        return ancestors.Count == 0
            ? own
            : $"""
                {own}
                UNION
                SELECT a.descendant_concept_id
                FROM {schema}.concept_ancestor a
                JOIN {schema}.concept c ON c.concept_id = a.descendant_concept_id
                WHERE a.ancestor_concept_id = ANY ({Array(ancestors)}) AND c.invalid_reason IS NULL
                """;
    }

    private static string Array(IEnumerable<ConceptSetExpressionItem> items) =>
        $"'{{{string.Join(',', items.Select(item => item.ConceptId).Distinct().Select(id => id.ToString(CultureInfo.InvariantCulture)))}}}'::integer[]";
}
