using System.Text.Json;
using Phederation.WebApi.ConceptSets;
using Phederation.WebApi.Json;

namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>
/// Reads a cohort's definition from JSON. Members that it does not know are passed over; what it knows must have the right type. A design that is
/// not complete yet can be read, for people keep those too: <c>CohortSql</c> refuses it.
/// </summary>
internal sealed partial class ExpressionReader
{
    private int _criteria;

    private ExpressionReader() { }

    /// <summary>Reads a definition.</summary>
    /// <exception cref="JsonFormatException">It is none.</exception>
    public static CohortExpression Read(JsonElement json) => new ExpressionReader().Expression(new JsonCursor(json));

    /// <summary>Reads a definition that is part of a larger document.</summary>
    /// <exception cref="JsonFormatException">It is none.</exception>
    public static CohortExpression Read(JsonCursor cursor) => new ExpressionReader().Expression(cursor);

    private CohortExpression Expression(JsonCursor cursor)
    {
        cursor.AsObject();
        return new CohortExpression
        {
            Title = cursor.Text("Title"),
            ConceptSets = ConceptSets(cursor),
            Primary = cursor.Member("PrimaryCriteria") is { } primary ? Primary(primary) : null,
            Additional = cursor.Member("AdditionalCriteria") is { } group ? Group(group, depth: 0) : null,
            QualifiedLimit = Limit(cursor.Member("QualifiedLimit")),
            ExpressionLimit = Limit(cursor.Member("ExpressionLimit")),
            InclusionRules = [.. cursor.Items("InclusionRules", ExpressionLimits.InclusionRules).Select(Rule)],
            EndStrategy = cursor.Member("EndStrategy") is { } strategy ? Strategy(strategy) : null,
            CensoringCriteria = [.. cursor.Items("CensoringCriteria", ExpressionLimits.Criteria).Select(item => Criteria(item, depth: 0))],
            EraPad = EraPad(cursor.Member("CollapseSettings")),
            CensorWindow = cursor.Member("CensorWindow") is { } window ? Period(window) : null,
        };
    }

    private static List<CohortConceptSet> ConceptSets(JsonCursor cursor)
    {
        var sets = new List<CohortConceptSet>();
        var numbers = new HashSet<int>();
        foreach (var item in cursor.Items("ConceptSets", ExpressionLimits.ConceptSets))
        {
            var id = item.AsObject().RequiredMember("id");
            var set = new CohortConceptSet(
                id.AsInteger(0, int.MaxValue),
                item.Text("name") ?? "",
                item.Member("expression") is { } expression ? ConceptSetReader.Read(expression) : ConceptSetExpression.Empty
            );
            sets.Add(numbers.Add(set.Id) ? set : throw id.Error($"two concept sets have the number {set.Id}."));
        }

        return sets;
    }

    private PrimaryCriteria Primary(JsonCursor cursor)
    {
        cursor.AsObject();
        var window = cursor.Member("ObservationWindow")?.AsObject();
        return new PrimaryCriteria(
            [.. cursor.Items("CriteriaList", ExpressionLimits.Criteria).Select(item => Criteria(item, depth: 0))],
            new ObservationWindow(
                window?.Integer("PriorDays", 0, ExpressionLimits.Days) ?? 0,
                window?.Integer("PostDays", 0, ExpressionLimits.Days) ?? 0
            ),
            Limit(cursor.Member("PrimaryCriteriaLimit"))
        );
    }

    private InclusionRule Rule(JsonCursor cursor) =>
        new(
            cursor.AsObject().Text("name", 255) ?? "",
            cursor.Text("description", 1000),
            cursor.Member("expression") is { } group ? Group(group, depth: 0) : null
        );

    private static ResultLimit Limit(JsonCursor? cursor)
    {
        var type = cursor?.AsObject().Member("Type");
        return type?.AsText(16).ToUpperInvariant() switch
        {
            null or "FIRST" => ResultLimit.First,
            "LAST" => ResultLimit.Last,
            "ALL" => ResultLimit.All,
            _ => throw type.Error("First, Last or All is expected."),
        };
    }

    private static EndStrategy Strategy(JsonCursor cursor)
    {
        var (name, strategy) = cursor.OnlyMember(name => name is "DateOffset" or "CustomEra");
        if (name == "DateOffset")
        {
            var field = strategy.Member("DateField");
            var fromEnd = field?.AsText(16) switch
            {
                null or "StartDate" => false,
                "EndDate" => true,
                _ => throw field.Error("StartDate or EndDate is expected."),
            };
            return new DateOffsetStrategy(fromEnd, Days(strategy, "Offset"));
        }

        return new CustomEraStrategy(
            strategy.Integer("DrugCodesetId", 0, int.MaxValue),
            strategy.Integer("GapDays", 0, ExpressionLimits.Days) ?? 0,
            Days(strategy, "Offset"),
            strategy.Integer("DaysSupplyOverride", 0, ExpressionLimits.Days)
        );
    }

    private static int EraPad(JsonCursor? cursor)
    {
        if (cursor?.AsObject().Member("CollapseType") is { } type && type.AsText(16) != "ERA")
        {
            throw type.Error("ERA is expected.");
        }

        return cursor?.Integer("EraPad", 0, ExpressionLimits.Days) ?? 0;
    }

    private static Period Period(JsonCursor cursor)
    {
        cursor.AsObject();
        return new Period(AttributeReader.Date(cursor, "StartDate"), AttributeReader.Date(cursor, "EndDate"));
    }

    private static int Days(JsonCursor cursor, string name) => cursor.Integer(name, -ExpressionLimits.Days, ExpressionLimits.Days) ?? 0;
}
