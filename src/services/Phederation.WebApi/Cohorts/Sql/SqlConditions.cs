using Phederation.WebApi.Cohorts.Expressions;

namespace Phederation.WebApi.Cohorts.Sql;

/// <summary>The demands on a column as SQL. A row whose column is null fulfils none of them.</summary>
internal sealed class SqlConditions(SqlTexts texts)
{
    /// <summary>The condition of an attribute.</summary>
    public string Of(CriteriaAttribute attribute)
    {
        var column = attribute.Definition.Column;
        return attribute.Value switch
        {
            _ when attribute.Definition.Kind == AttributeKind.Unsupported => throw new CohortDesignException(
                $"The attribute {attribute.Definition.Member} needs {column}, which the OMOP CDM 5.3.1 does not have."
            ),
            DateRange range => Range(column, range.Operator, SqlLiteral.Of(range.Value), range.Extent is { } to ? SqlLiteral.Of(to) : null),
            NumericRange range => Number(column, range, attribute.Definition.Kind == AttributeKind.Integer),
            ConceptList list => $"{column} {(list.IsExclusion ? "NOT IN" : "IN")} ({SqlLiteral.Of(list.ConceptIds)})",
            ConceptSetSelection { CodesetId: { } id } set => $"{column} {(set.IsExclusion ? "NOT IN" : "IN")} ({Codeset(id)})",
            ConceptSetSelection set => $"{column} IS {(set.IsExclusion ? "" : "NOT ")}NULL",
            TextFilter filter => Text(column, filter),
            PeriodValue period => Holds(period.Period),
            Flag => column,
            _ => throw new CohortDesignException($"The attribute {attribute.Definition.Member} has no form in SQL."),
        };
    }

    /// <summary>The concepts of a set of the definition.</summary>
    public static string Codeset(int id) => $"SELECT s.concept_id FROM pg_temp.codesets s WHERE s.codeset_id = {SqlLiteral.Of(id)}";

    private static string Number(string column, NumericRange range, bool isInteger) =>
        Range(column, range.Operator, Literal(range.Value, isInteger), range.Extent is { } to ? Literal(to, isInteger) : null);

    // Fractions of years, days and counts are cut off, as Circe does.
    private static string Literal(decimal value, bool isInteger) => SqlLiteral.Of(isInteger ? decimal.Truncate(value) : value);

    private static string Range(string column, RangeOperator @operator, string value, string? extent) =>
        @operator switch
        {
            RangeOperator.Less => $"{column} < {value}",
            RangeOperator.LessOrEqual => $"{column} <= {value}",
            RangeOperator.Equal => $"{column} = {value}",
            RangeOperator.NotEqual => $"{column} <> {value}",
            RangeOperator.Greater => $"{column} > {value}",
            RangeOperator.GreaterOrEqual => $"{column} >= {value}",
            RangeOperator.Between => $"({column} >= {value} AND {column} <= {extent})",
            _ => $"NOT ({column} >= {value} AND {column} <= {extent})",
        };

    private string Text(string column, TextFilter filter)
    {
        var text = texts.Add(filter.Text);
        var condition = filter.Operator switch
        {
            TextOperator.StartsWith => $"starts_with({column}, {text})",
            TextOperator.EndsWith => $"right({column}, length({text})) = {text}",
            TextOperator.Contains => $"strpos({column}, {text}) > 0",
            _ => $"{column} = {text}",
        };
        return filter.IsNegated ? $"NOT ({condition})" : condition;
    }

    private static string Holds(Period period)
    {
        var dates = new[] { period.Start, period.End }.OfType<DateOnly>().Select(SqlLiteral.Of);
        var conditions = string.Join(" AND ", dates.Select(date => $"(c.start_date <= {date} AND c.end_date >= {date})"));
        return conditions.Length == 0 ? "true" : conditions;
    }
}
