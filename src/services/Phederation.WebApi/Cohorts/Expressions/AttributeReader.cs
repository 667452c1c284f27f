using Phederation.WebApi.Json;

namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>Reads what a criterion asks of its events.</summary>
internal static class AttributeReader
{
    /// <summary>Reads the attributes that an object has of those that it may have.</summary>
    public static IEnumerable<CriteriaAttribute> Read(JsonCursor body, IEnumerable<AttributeDefinition> definitions)
    {
        foreach (var definition in definitions)
        {
            if (body.Member(definition.Member) is { } member && Value(member, body, definition) is { } value)
            {
                yield return new CriteriaAttribute(definition, value);
            }
        }
    }

    private static AttributeValue? Value(JsonCursor cursor, JsonCursor body, AttributeDefinition definition) =>
        definition.Kind switch
        {
            AttributeKind.Date => DateRange(cursor),
            AttributeKind.Integer or AttributeKind.Decimal => NumericRange(cursor),
            AttributeKind.Concepts => Concepts(cursor, definition.ExcludeMember is { } exclude && (body.Boolean(exclude) ?? false)),
            AttributeKind.ConceptSet => new ConceptSetSelection(
                cursor.AsObject().Integer("CodesetId", 0, int.MaxValue),
                cursor.Boolean("IsExclusion") ?? false
            ),
            AttributeKind.ConceptSetNumber => new ConceptSetSelection(cursor.AsInteger(0, int.MaxValue), IsExclusion: false),
            AttributeKind.Text => Text(cursor),
            AttributeKind.Flag => body.Boolean(definition.Member) is true ? new Flag() : null,
            AttributeKind.Period => new PeriodValue(new Period(Date(cursor.AsObject(), "StartDate"), Date(cursor, "EndDate"))),
            _ => new Flag(),
        };

    private static ConceptList? Concepts(JsonCursor cursor, bool isExclusion)
    {
        var items = cursor.Items(ExpressionLimits.Concepts);
        return items.Count == 0
            ? null
            : new ConceptList(
                [.. items.Select(item => item.AsObject().RequiredMember("CONCEPT_ID").AsInteger(0, int.MaxValue))],
                isExclusion
            );
    }

    // Until its value is typed in, Atlas writes a range without one; it demands nothing then.
    private static DateRange? DateRange(JsonCursor cursor)
    {
        var @operator = Operator(cursor);
        return Date(cursor, "Value") is not { } value ? null
            : @operator is not (RangeOperator.Between or RangeOperator.NotBetween) ? new DateRange(@operator, value, Extent: null)
            : Date(cursor, "Extent") is { } extent ? new DateRange(@operator, value, extent)
            : throw cursor.Error("the member Extent is missing.");
    }

    private static NumericRange? NumericRange(JsonCursor cursor)
    {
        var @operator = Operator(cursor);
        return cursor.Decimal("Value") is not { } value ? null
            : @operator is not (RangeOperator.Between or RangeOperator.NotBetween) ? new NumericRange(@operator, value, Extent: null)
            : cursor.Decimal("Extent") is { } extent ? new NumericRange(@operator, value, extent)
            : throw cursor.Error("the member Extent is missing.");
    }

    private static RangeOperator Operator(JsonCursor cursor)
    {
        var @operator = cursor.AsObject().RequiredMember("Op");
        return @operator.AsText(8) switch
        {
            "lt" => RangeOperator.Less,
            "lte" => RangeOperator.LessOrEqual,
            "eq" => RangeOperator.Equal,
            "!eq" => RangeOperator.NotEqual,
            "gt" => RangeOperator.Greater,
            "gte" => RangeOperator.GreaterOrEqual,
            "bt" => RangeOperator.Between,
            "!bt" => RangeOperator.NotBetween,
            _ => throw @operator.Error("lt, lte, eq, !eq, gt, gte, bt or !bt is expected."),
        };
    }

    private static TextFilter? Text(JsonCursor cursor)
    {
        var text = cursor.AsObject().Text("Text", 1000);
        var @operator = cursor.Member("Op");
        var name = @operator?.AsText(16) ?? "eq";
        var isNegated = name.StartsWith('!');
        var kind = name.TrimStart('!') switch
        {
            "eq" => TextOperator.Equals,
            "startsWith" => TextOperator.StartsWith,
            "endsWith" => TextOperator.EndsWith,
            "contains" => TextOperator.Contains,
            _ => throw @operator!.Error("startsWith, endsWith, contains or one of them after ! is expected."),
        };
        return string.IsNullOrEmpty(text) ? null : new TextFilter(kind, isNegated, text);
    }

    /// <summary>A date; null when it is absent, or empty: so Atlas writes one that was cleared.</summary>
    public static DateOnly? Date(JsonCursor cursor, string name)
    {
        var member = cursor.Member(name);
        var text = member?.AsText(32);
        return string.IsNullOrEmpty(text) ? null
            : DateOnly.TryParseExact(text.Length > 10 && text[10] == 'T' ? text[..10] : text, ["yyyy-MM-dd", "yyyy-M-d"], out var date)
                ? date
            : throw member!.Error("a date such as 2015-12-31 is expected.");
    }
}
