using System.Globalization;

namespace Phederation.WebApi.Vocabulary;

/// <summary>A search as SQL with its values.</summary>
/// <param name="Sql">The query.</param>
/// <param name="Values">Its values, $1 the first.</param>
internal sealed record VocabularySearchSql(string Sql, object?[] Values)
{
    private const int Shortest = 3;

    /// <summary>Makes the query of a search.</summary>
    /// <param name="search">The search.</param>
    /// <param name="schema">The vocabulary's schema, as it is written in SQL.</param>
    /// <param name="hasIndex">Whether <see cref="SearchIndex"/> is there.</param>
    /// <param name="limit">The most rows.</param>
    /// <param name="offset">The rows that are passed over.</param>
    public static VocabularySearchSql Of(ConceptSearch search, string schema, bool hasIndex, int limit, int offset = 0)
    {
        var values = new List<object?>();
        var conditions = new List<string>();
        var order = "c.concept_name, c.concept_id";
        var from = $"{schema}.concept c";
        if (search.IsLexical)
        {
            order = Lexical();
        }
        else if (search.Query.Length > 0)
        {
            from = Matching();
        }

        Among("c.domain_id", search.Domains);
        Among("c.vocabulary_id", search.Vocabularies);
        Among("c.concept_class_id", search.Classes);
        if (search.Standard is { } standard && !search.IsLexical)
        {
            conditions.Add(standard == "N" ? "c.standard_concept IS NULL" : $"c.standard_concept = {Value(standard)}");
        }

        if (search.InvalidReason is { } reason)
        {
            conditions.Add(reason == "V" ? "c.invalid_reason IS NULL" : $"c.invalid_reason = {Value(reason)}");
        }

        var where = conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}";
        var sql =
            $"SELECT {ConceptColumns.Select} FROM {from}{where} ORDER BY {order} LIMIT {Value(limit)}{(offset == 0 ? "" : $" OFFSET {Value(offset)}")}";
        return new VocabularySearchSql(sql, [.. values]);

        // Names, codes and the number one after the other, each row once: in one condition with OR the index's function would be computed anew
        // for every row that is found.
        string Matching()
        {
            var name = Contains("n.concept_name", search.Query);
            var code = Contains("n.concept_code", search.Query);
            var rows = $"SELECT n.* FROM {schema}.concept n WHERE";
            var text = $"({rows} {name.All} UNION ALL {rows} {code.All} AND NOT {name.Text}";
            return int.TryParse(search.Query, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? $"{text} UNION ALL {rows} n.concept_id = {Value(id)} AND NOT {name.Text} AND NOT {code.Text}) c"
                : $"{text}) c";
        }

        string Value(object value)
        {
            values.Add(value);
            return $"${values.Count.ToString(CultureInfo.InvariantCulture)}";
        }

        void Among(string column, IReadOnlyList<string> accepted)
        {
            if (accepted.Count > 0)
            {
                conditions.Add($"{column} = ANY ({Value(accepted.ToArray())})");
            }
        }

        // The index finds rows with the same groups of three letters; of those, few are not what was looked for.
        (string All, string Text) Contains(string column, string text)
        {
            var like = $"(lower({column}) LIKE {Value($"%{Escaped(text.ToLowerInvariant())}%")})";
            return hasIndex && text.Length >= Shortest && !column.StartsWith("s.", StringComparison.Ordinal)
                ? ($"{schema}.{SearchIndex.Function}({column}) @> {schema}.{SearchIndex.Function}({Value(text)}) AND {like}", like)
                : (like, like);
        }

        string Lexical()
        {
            var words = search.Query.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(16).ToList();
            // Long words are looked for by their beginning too, so that other endings are found.
            var parts = words.Select(word => word.Length >= 8 ? word[..6] : word).Distinct().ToList();
            conditions.Add("c.standard_concept = 'S'");
            if (parts.Count > 0)
            {
                var inName = string.Join(" AND ", parts.Select(part => Contains("n.concept_name", part).All));
                var inSynonym = string.Join(" AND ", parts.Select(part => Contains("s.concept_synonym_name", part).All));
                conditions.Add(
                    $"c.concept_id IN (SELECT n.concept_id FROM {schema}.concept n WHERE {inName} UNION ALL SELECT s.concept_id FROM {schema}.concept_synonym s WHERE {inSynonym})"
                );
            }

            var rest = words
                .Concat(parts)
                .Distinct()
                .OrderByDescending(word => word.Length)
                .Aggregate("lower(c.concept_name)", (text, word) => $"replace({text}, {Value(word.ToLowerInvariant())}, '')");
            return $"length({rest})::numeric / greatest(length(c.concept_name), 1), c.concept_name, c.concept_id";
        }
    }

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal);
}
