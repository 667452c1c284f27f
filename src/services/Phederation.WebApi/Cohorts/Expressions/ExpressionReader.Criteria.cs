using Phederation.WebApi.Json;

namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>The criteria of a definition.</summary>
internal sealed partial class ExpressionReader
{
    private static readonly string[] CountColumns =
    [
        "DAYS_SUPPLY",
        "DOMAIN_CONCEPT",
        "DOMAIN_SOURCE_CONCEPT",
        "DURATION",
        "END_DATE",
        "ERA_OCCURRENCES",
        "GAP_DAYS",
        "QUANTITY",
        "RANGE_HIGH",
        "RANGE_LOW",
        "REFILLS",
        "START_DATE",
        "UNIT",
        "VALUE_AS_NUMBER",
        "VISIT_ID",
        "VISIT_DETAIL_ID",
    ];

    private Criteria Criteria(JsonCursor cursor, int depth)
    {
        if (++_criteria > ExpressionLimits.Criteria)
        {
            throw cursor.Error($"there are more than {ExpressionLimits.Criteria} criteria.");
        }

        var (name, body) = cursor.OnlyMember(CriteriaKinds.IsKnown);
        var kind = CriteriaKinds.Get(name);
        return new Criteria
        {
            Kind = kind,
            CodesetId = body.Integer("CodesetId", 0, int.MaxValue),
            SourceCodesetId = kind.SourceMember is { } member ? body.Integer(member, 0, int.MaxValue) : null,
            First = body.Boolean("First") ?? false,
            DateAdjustment = body.Member("DateAdjustment") is { } adjustment ? Adjustment(adjustment) : null,
            Attributes = [.. AttributeReader.Read(body, kind.Attributes)],
            Correlated = body.Member("CorrelatedCriteria") is { } group ? Group(group, depth + 1) : null,
        };
    }

    private static DateAdjustment Adjustment(JsonCursor cursor)
    {
        cursor.AsObject();
        return new DateAdjustment(
            IsEnd(cursor.Member("StartWith")) ?? false,
            Days(cursor, "StartOffset"),
            IsEnd(cursor.Member("EndWith")) ?? true,
            Days(cursor, "EndOffset")
        );
    }

    private static bool? IsEnd(JsonCursor? cursor) =>
        cursor?.AsText(16) switch
        {
            null => null,
            "START_DATE" => false,
            "END_DATE" => true,
            _ => throw cursor.Error("START_DATE or END_DATE is expected."),
        };

    private CriteriaGroup Group(JsonCursor cursor, int depth)
    {
        if (depth > ExpressionLimits.GroupDepth)
        {
            throw cursor.Error($"groups are nested deeper than {ExpressionLimits.GroupDepth} times.");
        }

        cursor.AsObject();
        var type = cursor.Member("Type");
        var group = new CriteriaGroup(
            type?.AsText(16).ToUpperInvariant() switch
            {
                null or "ALL" => GroupType.All,
                "ANY" => GroupType.Any,
                "AT_LEAST" => GroupType.AtLeast,
                "AT_MOST" => GroupType.AtMost,
                _ => throw type.Error("ALL, ANY, AT_LEAST or AT_MOST is expected."),
            },
            cursor.Integer("Count", 0, ExpressionLimits.Criteria) ?? 0,
            [.. cursor.Items("CriteriaList", ExpressionLimits.Criteria).Select(item => Correlated(item, depth))],
            [
                .. cursor
                    .Items("DemographicCriteriaList", ExpressionLimits.Criteria)
                    .Select(item => new DemographicCriteria([.. AttributeReader.Read(item.AsObject(), CriteriaKinds.Demographic)])),
            ],
            [.. cursor.Items("Groups", ExpressionLimits.Criteria).Select(item => Group(item, depth + 1))]
        );
        return group.Type is GroupType.AtLeast or GroupType.AtMost && cursor.Member("Count") is null
            ? throw cursor.Error("a group of the type AT_LEAST or AT_MOST needs a Count.")
            : group;
    }

    private CorrelatedCriteria Correlated(JsonCursor cursor, int depth)
    {
        var criteria = Criteria(cursor.AsObject().RequiredMember("Criteria"), depth);
        return new CorrelatedCriteria(
            criteria,
            cursor.Member("StartWindow") is { } start
                ? Window(start, isEndWindow: false)
                : new TimeWindow(new(null, -1), new(null, 1), false, false),
            cursor.Member("EndWindow") is { } end ? Window(end, isEndWindow: true) : null,
            cursor.Boolean("RestrictVisit") ?? false,
            cursor.Boolean("IgnoreObservationPeriod") ?? false,
            Occurrence(cursor.RequiredMember("Occurrence"), criteria)
        );
    }

    private static TimeWindow Window(JsonCursor cursor, bool isEndWindow)
    {
        cursor.AsObject();
        return new TimeWindow(
            End(cursor.Member("Start"), -1),
            End(cursor.Member("End"), 1),
            cursor.Boolean("UseIndexEnd") ?? false,
            // An end window that says nothing is of the event's end: what it was for before it could be chosen.
            cursor.Boolean("UseEventEnd") ?? isEndWindow
        );
    }

    private static WindowEnd End(JsonCursor? cursor, int sign) =>
        cursor is null
            ? new WindowEnd(Days: null, sign)
            : new WindowEnd(
                cursor.AsObject().Integer("Days", -ExpressionLimits.Days, ExpressionLimits.Days),
                cursor.Integer("Coeff", -1, 1) is { } given && given != 0 ? given : sign
            );

    private static Occurrence Occurrence(JsonCursor cursor, Criteria criteria)
    {
        cursor.AsObject();
        var type = (OccurrenceType)(cursor.Integer("Type", 0, 2) ?? 0);
        var count = cursor.Integer("Count", 0, int.MaxValue) ?? 0;
        if (cursor.Boolean("IsDistinct") is not true)
        {
            return new Occurrence(type, count, DistinctColumn: null);
        }

        var column = cursor.Member("CountColumn");
        var name = column?.AsText(32) ?? "DOMAIN_CONCEPT";
        return !CountColumns.Contains(name) ? throw column!.Error("no such column can be counted.")
            : criteria.Kind.CountColumn(name) is null ? throw (column ?? cursor).Error($"{criteria.Kind.Name} has no {name} to count.")
            : new Occurrence(type, count, name);
    }
}
