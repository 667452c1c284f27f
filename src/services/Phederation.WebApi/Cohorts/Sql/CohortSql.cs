using Phederation.WebApi.Cohorts.Expressions;
using Phederation.WebApi.ConceptSets;

namespace Phederation.WebApi.Cohorts.Sql;

/// <summary>
/// SQL for PostgreSQL that makes a cohort by its definition, with the meaning that Circe gives it. Where Circe leaves the order of equal events to
/// the database, the event's number decides, so that two runs give the same.
/// </summary>
internal sealed class CohortSql
{
    private readonly CohortExpression _expression;
    private readonly CohortSqlTarget _target;
    private readonly SqlTexts _texts = new();
    private readonly EventSql _events;
    private readonly List<string> _statements = [];

    private CohortSql(CohortExpression expression, CohortSqlTarget target)
    {
        _expression = expression;
        _target = target;
        _events = new EventSql(target, _texts);
    }

    /// <summary>The script.</summary>
    /// <exception cref="CohortDesignException">The design is not complete, or needs what the data model lacks.</exception>
    public static CohortScript Script(CohortExpression expression, CohortSqlTarget target)
    {
        var sql = new CohortSql(expression, target);
        sql.Codesets();
        sql.PrimaryEvents();
        sql.QualifiedEvents();
        sql.InclusionEvents();
        sql.IncludedEvents();
        sql.StrategyEnds();
        sql.FinalCohort();
        sql.Members();
        if (target.Statistics)
        {
            sql._statements.AddRange(CohortStatisticsSql.Statements(expression, target, sql._texts));
        }

        return new CohortScript(sql._statements, sql._texts);
    }

    private void Codesets()
    {
        var queries = _expression
            .ConceptSets.Select(set =>
                $"SELECT {SqlLiteral.Of(set.Id)} AS codeset_id, q.concept_id FROM (\n{ConceptSetSql.Query(set.Expression, _target.VocabularySchema)}\n) q"
            )
            .Prepend("SELECT NULL::integer AS codeset_id, NULL::integer AS concept_id WHERE false");
        Table("codesets", string.Join("\nUNION ALL\n", queries));
    }

    private void PrimaryEvents()
    {
        if (_expression.Primary is not { Criteria.Count: > 0 } primary)
        {
            throw new CohortDesignException("The definition has no entry event.");
        }

        var direction = primary.Limit == ResultLimit.Last ? "DESC" : "ASC";
        Table(
            "primary_events",
            $"""
            SELECT o.ordinal AS event_id, o.person_id, o.start_date, o.end_date, o.op_start_date, o.op_end_date, o.visit_occurrence_id
            FROM (
              SELECT e.*, op.observation_period_start_date AS op_start_date, op.observation_period_end_date AS op_end_date,
                row_number() OVER (PARTITION BY e.person_id ORDER BY e.sort_date {direction}, e.event_id, e.end_date, e.start_date) AS ordinal
              FROM (
            {string.Join("\nUNION ALL\n", primary.Criteria.Select(criteria => $"({_events.Events(criteria)})"))}
              ) e
              JOIN {_target.CdmSchema}.observation_period op ON op.person_id = e.person_id
                AND e.start_date BETWEEN op.observation_period_start_date AND op.observation_period_end_date
              WHERE op.observation_period_start_date + {SqlLiteral.Of(primary.Window.PriorDays)} <= e.start_date
                AND e.start_date + {SqlLiteral.Of(primary.Window.PostDays)} <= op.observation_period_end_date
            ) o
            {(primary.Limit == ResultLimit.All ? "" : "WHERE o.ordinal = 1")}
            """
        );
    }

    private void QualifiedEvents()
    {
        var isLimited = _expression.Additional is not null && _expression.QualifiedLimit != ResultLimit.All;
        var join = _expression.Additional is { IsEmpty: false } group
            ? $"\n  JOIN (\n{_events.Fulfilling(group, "pg_temp.primary_events")}\n  ) a ON a.person_id = p.person_id AND a.event_id = p.event_id"
            : "";
        Table(
            "qualified_events",
            $"""
            SELECT q.event_id, q.person_id, q.start_date, q.end_date, q.op_start_date, q.op_end_date, q.visit_occurrence_id
            FROM (
              SELECT p.*, row_number() OVER (PARTITION BY p.person_id ORDER BY p.start_date {Direction(
                _expression.QualifiedLimit
            )}, p.event_id) AS ordinal
              FROM pg_temp.primary_events p{join}
            ) q{(isLimited ? "\nWHERE q.ordinal = 1" : "")}
            """
        );
    }

    private void InclusionEvents()
    {
        _statements.Add(
            "CREATE TEMPORARY TABLE inclusion_events (rule integer NOT NULL, person_id bigint NOT NULL, event_id bigint NOT NULL) ON COMMIT DROP"
        );
        foreach (var (index, rule) in _expression.InclusionRules.Index())
        {
            var query = _events.Fulfilling(rule.Expression ?? new CriteriaGroup(GroupType.All, 0, [], [], []), "pg_temp.qualified_events");
            _statements.Add(
                $"INSERT INTO pg_temp.inclusion_events (rule, person_id, event_id)\nSELECT {SqlLiteral.Of(index)}, r.person_id, r.event_id FROM (\n{query}\n) r"
            );
        }

        _statements.Add("ANALYZE pg_temp.inclusion_events");
    }

    private void IncludedEvents()
    {
        var all = (1L << _expression.InclusionRules.Count) - 1;
        Table(
            "included_events",
            $"""
            SELECT r.event_id, r.person_id, r.start_date, r.end_date, r.op_start_date, r.op_end_date
            FROM (
              SELECT m.*, row_number() OVER (PARTITION BY m.person_id ORDER BY m.start_date {Direction(
                _expression.ExpressionLimit
            )}, m.event_id) AS ordinal
              FROM (
            {CohortStatisticsSql.Masks("pg_temp.qualified_events")}
              ) m
              WHERE m.mask = {all.ToString(System.Globalization.CultureInfo.InvariantCulture)}
            ) r{(_expression.ExpressionLimit == ResultLimit.All ? "" : "\nWHERE r.ordinal = 1")}
            """
        );
    }

    private void StrategyEnds()
    {
        if (_expression.EndStrategy is { } strategy)
        {
            Table("strategy_ends", EndStrategySql.Query(strategy, _target));
        }
    }

    private void FinalCohort()
    {
        var ends = new List<string>();
        if (_expression.EndStrategy is not DateOffsetStrategy)
        {
            ends.Add("SELECT i.event_id, i.person_id, i.op_end_date AS end_date FROM pg_temp.included_events i");
        }

        if (_expression.EndStrategy is not null)
        {
            ends.Add("SELECT s.event_id, s.person_id, s.end_date FROM pg_temp.strategy_ends s");
        }

        ends.AddRange(
            _expression.CensoringCriteria.Select(criteria =>
                $"""
                    SELECT i.event_id, i.person_id, min(c.start_date) AS end_date
                    FROM pg_temp.included_events i
                    JOIN (
                    {_events.Events(criteria)}
                    ) c ON c.person_id = i.person_id AND c.start_date BETWEEN i.start_date AND i.op_end_date
                    GROUP BY i.event_id, i.person_id
                    """
            )
        );
        var pad = SqlLiteral.Of(_expression.EraPad);
        Table(
            "final_cohort",
            $"""
            SELECT e.person_id, min(e.start_date) AS start_date, max(e.end_date) - {pad} AS end_date
            FROM (
            {EndStrategySql.Eras(
                $"""
                SELECT i.person_id, i.start_date, min(x.end_date) + {pad} AS end_date
                FROM pg_temp.included_events i
                JOIN (
                {string.Join("\nUNION ALL\n", ends)}
                ) x ON x.event_id = i.event_id AND x.person_id = i.person_id AND x.end_date >= i.start_date
                GROUP BY i.person_id, i.event_id, i.start_date
                """
            )}
            ) e
            GROUP BY e.person_id, e.era
            """
        );
    }

    private void Members()
    {
        var (start, end) = ("f.start_date", "f.end_date");
        if (_expression.CensorWindow?.Start is { } from)
        {
            start = $"greatest(f.start_date, {SqlLiteral.Of(from)})";
        }

        if (_expression.CensorWindow?.End is { } to)
        {
            end = $"least(f.end_date, {SqlLiteral.Of(to)})";
        }

        _statements.Add($"DELETE FROM {_target.TargetTable} WHERE {_target.CohortIdField} = {_target.CohortId}");
        _statements.Add(
            $"""
            INSERT INTO {_target.TargetTable} ({_target.CohortIdField}, subject_id, cohort_start_date, cohort_end_date)
            SELECT {_target.CohortId}, f.person_id, {start}, {end}
            FROM pg_temp.final_cohort f
            WHERE {start} <= {end}
            """
        );
    }

    private void Table(string name, string query)
    {
        _statements.Add($"CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS\n{query}");
        _statements.Add($"ANALYZE pg_temp.{name}");
    }

    private static string Direction(ResultLimit limit) => limit == ResultLimit.Last ? "DESC" : "ASC";
}
