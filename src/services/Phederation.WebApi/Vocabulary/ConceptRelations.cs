using Npgsql;
using Phederation.WebApi.Data;

namespace Phederation.WebApi.Vocabulary;

/// <summary>How concepts of a vocabulary relate to each other.</summary>
internal sealed class ConceptRelations(NpgsqlDataSource database, string schema)
{
    private const string Ancestors = "Has ancestor of";
    private const string Descendants = "Has descendant of";

    /// <summary>Everything that a concept is related to, the nearest first.</summary>
    public async Task<List<RelatedConcept>> RelatedAsync(int id, CancellationToken cancellationToken) =>
        Merge(
            await database.QueryAsync(
                $"""
                {Relations}
                UNION
                {Family}
                UNION
                SELECT {ConceptColumns.Select}, 'Has relation to descendant of : ' || n.relationship_name, a.min_levels_of_separation
                FROM {schema}.concept_ancestor a
                JOIN {schema}.concept_relationship r ON r.concept_id_2 = a.descendant_concept_id AND r.relationship_id = 'Maps to'
                  AND r.invalid_reason IS NULL
                JOIN {schema}.relationship n ON n.relationship_id = r.relationship_id
                JOIN {schema}.concept c ON c.concept_id = r.concept_id_1
                WHERE a.ancestor_concept_id = $1
                ORDER BY 12, 1 LIMIT {VocabularyLimits.Rows}
                """,
                ConceptColumns.ReadRelated,
                cancellationToken,
                id
            )
        );

    /// <summary>The ancestors and the descendants of a concept, the nearest first.</summary>
    public async Task<List<RelatedConcept>> AncestorsAndDescendantsAsync(int id, CancellationToken cancellationToken) =>
        Merge(
            await database.QueryAsync(
                $"{Family} ORDER BY 12, 1 LIMIT {VocabularyLimits.Rows}",
                ConceptColumns.ReadRelated,
                cancellationToken,
                id
            )
        );

    /// <summary>The descendants of concepts, themselves among them.</summary>
    public async Task<List<RelatedConcept>> DescendantsAsync(int[] ids, CancellationToken cancellationToken) =>
        Merge(
            await database.QueryAsync(
                $"""
                SELECT {ConceptColumns.Select}, 'Descendant', min(a.min_levels_of_separation)
                FROM {schema}.concept_ancestor a JOIN {schema}.concept c ON c.concept_id = a.descendant_concept_id
                WHERE a.ancestor_concept_id = ANY ($1)
                GROUP BY {string.Join(", ", Enumerable.Range(1, 10))}
                ORDER BY 12, 1 LIMIT {VocabularyLimits.Rows}
                """,
                ConceptColumns.ReadRelated,
                cancellationToken,
                ids
            )
        );

    /// <summary>The ancestors that all of some concepts have.</summary>
    public async Task<List<RelatedConcept>> CommonAncestorsAsync(int[] ids, CancellationToken cancellationToken) =>
        Merge(
            await database.QueryAsync(
                $"""
                SELECT {ConceptColumns.Select}, 'Ancestor', min(a.min_levels_of_separation)
                FROM {schema}.concept_ancestor a JOIN {schema}.concept c ON c.concept_id = a.ancestor_concept_id
                WHERE a.descendant_concept_id = ANY ($1)
                GROUP BY {string.Join(", ", Enumerable.Range(1, 10))}
                HAVING count(DISTINCT a.descendant_concept_id) = cardinality($1)
                ORDER BY 12, 1 LIMIT {VocabularyLimits.Rows}
                """,
                ConceptColumns.ReadRelated,
                cancellationToken,
                ids.Distinct().ToArray()
            )
        );

    /// <summary>Which of some concepts are ancestors of which of others.</summary>
    public async Task<Dictionary<string, List<int>>> AncestorsAmongAsync(
        int[] ancestors,
        int[] descendants,
        CancellationToken cancellationToken
    )
    {
        var pairs = await database.QueryAsync(
            $"""
            SELECT DISTINCT a.ancestor_concept_id, a.descendant_concept_id FROM {schema}.concept_ancestor a
            WHERE a.ancestor_concept_id = ANY ($1) AND a.descendant_concept_id = ANY ($2)
            ORDER BY 1, 2 LIMIT {VocabularyLimits.Resolved}
            """,
            row => (Ancestor: row.GetInt32(0), Descendant: row.GetInt32(1)),
            cancellationToken,
            ancestors,
            descendants
        );
        return pairs
            .GroupBy(pair => pair.Descendant, pair => pair.Ancestor)
            .ToDictionary(group => group.Key.ToString(System.Globalization.CultureInfo.InvariantCulture), group => group.ToList());
    }

    private string Relations =>
        $"""
            SELECT {ConceptColumns.Select}, n.relationship_name, 1
            FROM {schema}.concept_relationship r
            JOIN {schema}.concept c ON c.concept_id = r.concept_id_2
            JOIN {schema}.relationship n ON n.relationship_id = r.relationship_id
            WHERE r.concept_id_1 = $1 AND r.invalid_reason IS NULL
            """;

    private string Family =>
        $"""
            SELECT {ConceptColumns.Select}, '{Ancestors}', a.min_levels_of_separation
            FROM {schema}.concept_ancestor a JOIN {schema}.concept c ON c.concept_id = a.ancestor_concept_id
            WHERE a.descendant_concept_id = $1 AND a.ancestor_concept_id <> $1
            UNION
            SELECT {ConceptColumns.Select}, '{Descendants}', a.min_levels_of_separation
            FROM {schema}.concept_ancestor a JOIN {schema}.concept c ON c.concept_id = a.descendant_concept_id
            WHERE a.ancestor_concept_id = $1 AND a.descendant_concept_id <> $1
            """;

    // A concept that is related in several ways is told once, with all of them.
    private static List<RelatedConcept> Merge(List<RelatedConcept> rows)
    {
        var merged = new Dictionary<int, RelatedConcept>();
        foreach (var row in rows)
        {
            if (!merged.TryAdd(row.Id, row))
            {
                merged[row.Id].Relationships.AddRange(row.Relationships);
            }
        }

        return [.. merged.Values];
    }
}
