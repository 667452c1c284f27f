using Phederation.WebApi.Cohorts.Expressions;

namespace Phederation.WebApi.Cohorts.Sql;

/// <summary>Criteria as queries of events, and groups of criteria as queries of the events around which they are fulfilled.</summary>
/// <param name="target">The schemas.</param>
/// <param name="texts">The texts of the script.</param>
internal sealed class EventSql(CohortSqlTarget target, SqlTexts texts)
{
    private readonly SqlConditions _conditions = new(texts);
    private int _names;

    /// <summary>
    /// A query of the events of a kind: person_id, event_id, start_date, end_date, visit_occurrence_id, sort_date, and counted where a column is
    /// counted.
    /// </summary>
    public string Events(Criteria criteria, string? countColumn = null)
    {
        var kind = criteria.Kind;
        if (kind.Name == "LocationRegion")
        {
            throw new CohortDesignException(
                "The criterion LocationRegion needs the table location_history, which the OMOP CDM 5.3.1 does not have."
            );
        }

        var period = criteria.Attributes.Select(attribute => attribute.Value).OfType<PeriodValue>().FirstOrDefault()?.Period;
        var counted = countColumn is null ? "" : $", {kind.CountColumn(countColumn)} AS counted";
        var sql = $"""
            SELECT c.person_id::bigint AS person_id, c.event_id, {Literal(period?.Start, "c.start_date")} AS start_date,
              {Literal(period?.End, "c.end_date")} AS end_date, {(
                kind.HasVisit ? "c.visit_occurrence_id::bigint" : "NULL::bigint"
            )} AS visit_occurrence_id,
              c.start_date AS sort_date{counted}
            FROM (
            {Rows(criteria)}
            ) c{Joins(criteria)}{Where(criteria)}
            """;
        return criteria.Correlated is { IsEmpty: false } group ? Around(sql, group) : sql;
    }

    /// <summary>A query of person_id and event_id of the events of a table that fulfil a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="events">
    /// The table: person_id, event_id, start_date, end_date, op_start_date, op_end_date, visit_occurrence_id.
    /// </param>
    public string Fulfilling(CriteriaGroup group, string events)
    {
        if (group.IsEmpty)
        {
            return $"SELECT e.person_id, e.event_id FROM {events} e";
        }

        var members = group
            .Criteria.Select(criteria => Correlated(criteria, events))
            .Concat(group.Demographics.Select(demographic => Demographic(demographic, events)))
            .Concat(group.Groups.Select(inner => Fulfilling(inner, events)))
            .Select((query, index) => $"SELECT {SqlLiteral.Of(index)} AS member, m.person_id, m.event_id FROM (\n{query}\n) m");
        var (comparison, allowsNone) = group.Type switch
        {
            GroupType.All => ($"= {SqlLiteral.Of(group.MemberCount)}", false),
            GroupType.Any => ("> 0", false),
            GroupType.AtLeast => ($">= {SqlLiteral.Of(group.Count)}", group.Count == 0),
            _ => ($"<= {SqlLiteral.Of(group.Count)}", true),
        };
        return $"""
            SELECT e.person_id, e.event_id
            FROM (SELECT DISTINCT d.person_id, d.event_id FROM {events} d) e
            {(allowsNone ? "LEFT " : "")}JOIN (
            {string.Join("\nUNION ALL\n", members)}
            ) g ON g.person_id = e.person_id AND g.event_id = e.event_id
            GROUP BY e.person_id, e.event_id
            HAVING count(DISTINCT g.member) {comparison}
            """;
    }

    // What is asked around each event sees the observation period that the event is in.
    private string Around(string sql, CriteriaGroup group)
    {
        var name = SqlLiteral.Of(++_names);
        return $"""
            SELECT f.* FROM (
            WITH found_{name} AS MATERIALIZED (
            {sql}
            ), events_{name} AS MATERIALIZED (
              SELECT f.person_id, f.event_id, f.start_date, f.end_date, f.visit_occurrence_id,
                op.observation_period_start_date AS op_start_date, op.observation_period_end_date AS op_end_date
              FROM found_{name} f
              JOIN {target.CdmSchema}.observation_period op ON op.person_id = f.person_id
                AND f.start_date BETWEEN op.observation_period_start_date AND op.observation_period_end_date
            )
            SELECT f.* FROM found_{name} f
            JOIN (
            {Fulfilling(group, $"events_{name}")}
            ) a ON a.person_id = f.person_id AND a.event_id = f.event_id
            ) f
            """;
    }

    private string Rows(Criteria criteria)
    {
        var kind = criteria.Kind;
        var (start, end) = Dates(criteria);
        var ordinal = criteria.First
            ? $", row_number() OVER (PARTITION BY t.person_id ORDER BY {kind.Start}, t.{kind.Key}) AS ordinal"
            : "";
        var conditions = new List<string>();
        Add(kind.Concept, criteria.CodesetId, "CodesetId");
        Add(kind.SourceConcept, criteria.SourceCodesetId, kind.SourceMember ?? "");
        var where = conditions.Count == 0 ? "" : $"\n  WHERE {string.Join(" AND ", conditions)}";
        return $"""
              SELECT t.*, t.{kind.Key}::bigint AS event_id, {start} AS start_date, {end} AS end_date{ordinal}
              FROM {target.CdmSchema}.{kind.Table} t{where}
            """;

        void Add(string? column, int? codeset, string member)
        {
            if (codeset is { } id)
            {
                conditions.Add(
                    column is null
                        ? throw new CohortDesignException($"The criterion {kind.Name} has no concept that {member} could select.")
                        : $"t.{column} IN ({SqlConditions.Codeset(id)})"
                );
            }
        }
    }

    private static (string Start, string End) Dates(Criteria criteria)
    {
        var (start, end) = (criteria.Kind.Start, criteria.Kind.End);
        return criteria.DateAdjustment is { } move
            ? (
                $"({(move.StartFromEnd ? end : start)} + {SqlLiteral.Of(move.StartOffset)})",
                $"({(move.EndFromEnd ? end : start)} + {SqlLiteral.Of(move.EndOffset)})"
            )
            : (start, end);
    }

    private string Joins(Criteria criteria)
    {
        var needs = criteria.Attributes.Aggregate(AttributeNeeds.None, (all, attribute) => all | attribute.Definition.Needs);
        var joins = "";
        Join(AttributeNeeds.Person, "JOIN {0}.person p ON p.person_id = c.person_id");
        Join(
            AttributeNeeds.Visit,
            "JOIN {0}.visit_occurrence v ON v.visit_occurrence_id = c.visit_occurrence_id AND v.person_id = c.person_id"
        );
        Join(AttributeNeeds.Provider, "LEFT JOIN {0}.provider pr ON pr.provider_id = c.provider_id");
        Join(AttributeNeeds.CareSite, "JOIN {0}.care_site cs ON cs.care_site_id = c.care_site_id");
        return joins;

        void Join(AttributeNeeds need, string join)
        {
            if (needs.HasFlag(need))
            {
                joins += "\n" + join.Replace("{0}", target.CdmSchema, StringComparison.Ordinal);
            }
        }
    }

    private string Where(Criteria criteria)
    {
        var conditions = criteria.Attributes.Select(_conditions.Of).ToList();
        if (criteria.First)
        {
            conditions.Insert(0, "c.ordinal = 1");
        }

        if (criteria.DateAdjustment is not null)
        {
            conditions.Add("c.end_date >= c.start_date");
        }

        return conditions.Count == 0 ? "" : $"\nWHERE {string.Join("\n  AND ", conditions)}";
    }

    private string Correlated(CorrelatedCriteria correlated, string events)
    {
        var (type, count, distinct) = correlated.Occurrence;
        var conditions = WindowSql.Conditions(correlated);
        var comparison = type switch
        {
            OccurrenceType.Exactly => "=",
            OccurrenceType.AtMost => "<=",
            _ => ">=",
        };
        return $"""
            SELECT p.person_id, p.event_id
            FROM {events} p
            {(type == OccurrenceType.AtMost || count == 0 ? "LEFT " : "")}JOIN (
            {Events(correlated.Criteria, distinct)}
            ) a ON a.person_id = p.person_id{string.Concat(conditions.Select(condition => $"\n  AND {condition}"))}
            GROUP BY p.person_id, p.event_id
            HAVING count({(distinct is null ? "a.event_id" : "DISTINCT a.counted")}) {comparison} {SqlLiteral.Of(count)}
            """;
    }

    private string Demographic(DemographicCriteria demographic, string events)
    {
        var conditions = demographic.Attributes.Select(_conditions.Of).ToList();
        var where = conditions.Count == 0 ? "" : $"\nWHERE {string.Join(" AND ", conditions)}";
        return $"""
            SELECT c.person_id, c.event_id
            FROM {events} c
            JOIN {target.CdmSchema}.person p ON p.person_id = c.person_id{where}
            GROUP BY c.person_id, c.event_id
            """;
    }

    private static string Literal(DateOnly? date, string column) => date is { } value ? SqlLiteral.Of(value) : column;
}
