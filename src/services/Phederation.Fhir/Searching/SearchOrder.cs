using System.Globalization;
using Phederation.Fhir.Outcomes;
using Phederation.FhirModel;

namespace Phederation.Fhir.Searching;

/// <summary>The order of a search, and where its next page begins.</summary>
internal sealed class SearchOrder
{
    private readonly List<(string Expression, string Type, bool IsDescending)> _keys = [];

    /// <summary>Makes the order of sort keys; what can't be sorted by is told.</summary>
    public SearchOrder(SearchRequest request, SqlText sql, string alias, List<string> ignored)
    {
        foreach (var key in request.Sort)
        {
            if (Expression(request.Types, key, sql, alias) is var (expression, type))
            {
                _keys.Add((expression, type, key.IsDescending));
            }
            else
            {
                ignored.Add($"'{key.Code}' can't be sorted by here.");
            }
        }
    }

    /// <summary>Columns for the cursor, behind a comma.</summary>
    public string Select => string.Concat(_keys.Select(key => $", ({key.Expression})::text"));

    /// <summary>How many columns these are.</summary>
    public int Count => _keys.Count;

    /// <summary>ORDER BY's list. Resources without a value come last; the number makes the order complete.</summary>
    public string By(string alias) =>
        string.Concat(_keys.Select(key => $"({key.Expression}) {(key.IsDescending ? "DESC" : "ASC")} NULLS LAST, ")) + $"{alias}.key";

    /// <summary>What holds for everything behind a cursor.</summary>
    /// <exception cref="FhirException">It is no cursor of this order: 400.</exception>
    public string After(IReadOnlyList<string?> cursor, SqlText sql, string alias)
    {
        if (
            cursor.Count != _keys.Count + 1
            || !long.TryParse(cursor[^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var last)
        )
        {
            throw SearchCursor.Bad();
        }

        var condition = $"{alias}.key > {sql.Add(last)}";
        for (var index = _keys.Count - 1; index >= 0; index--)
        {
            var (expression, type, isDescending) = _keys[index];
            if (cursor[index] is not { } text)
            {
                condition = $"(({expression}) IS NULL AND {condition})";
                continue;
            }

            var value = Value(text, type, sql);
            condition =
                $"(({expression}) {(isDescending ? "<" : ">")} {value} OR ({expression}) IS NULL OR (({expression}) = {value} AND {condition}))";
        }

        return condition;
    }

    private static string Value(string text, string type, SqlText sql)
    {
        switch (type)
        {
            case "bigint" when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number):
                return sql.Add(number);
            case "numeric"
                when decimal.TryParse(
                    text,
                    NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out _
                ):
                return $"{sql.Add(text)}::numeric";
            case "text":
                return sql.Add(text);
            default:
                throw SearchCursor.Bad();
        }
    }

    private static (string Expression, string Type)? Expression(IReadOnlyList<string>? types, SortKey key, SqlText sql, string alias)
    {
        if (key.Code == "_id")
        {
            return ($"{alias}.id", "text");
        }

        if (key.Code == "_lastUpdated")
        {
            return ($"(extract(epoch FROM {alias}.updated) * 1000)::bigint", "bigint");
        }

        if (types is not [var type] || !FhirDefinitions.R4.Parameters(type).TryGetValue(key.Code, out var parameter))
        {
            return null;
        }

        var row = sql.Alias();
        var side = key.IsDescending ? "max" : "min";
        var (table, column, kind) = parameter.Kind switch
        {
            SearchKind.Date => ("date", "low", "bigint"),
            SearchKind.Number or SearchKind.Quantity => ("number", "low", "numeric"),
            SearchKind.String or SearchKind.Uri => ("string", "\"left\"({0}.value, 240)", "text"),
            SearchKind.Token => ("token", "code", "text"),
            SearchKind.Reference => ("reference", "target_id", "text"),
            _ => ("", "", ""),
        };
        if (table.Length == 0)
        {
            return null;
        }

        var value = column.Contains("{0}", StringComparison.Ordinal)
            ? string.Format(CultureInfo.InvariantCulture, column, row)
            : $"{row}.{column}";
        return (
            $"SELECT {side}({value}) FROM fhir.{table} {row} WHERE {row}.key = {alias}.key AND {sql.In($"{row}.param", parameter.Stored.Select(one => one.Number).ToList())}",
            kind
        );
    }
}
