using System.Globalization;
using Phederation.WebApi.Cohorts.Expressions;

namespace Phederation.WebApi.Cohorts.Sql;

/// <summary>Counts of how many events and persons fulfil which rules, as SQL.</summary>
internal static class CohortStatisticsSql
{
    // Each event counts, or of each person the one that fulfils most.
    private static readonly (int Mode, string Events)[] Modes = [(0, "pg_temp.qualified_events"), (1, "pg_temp.best_events")];

    /// <summary>A query of the events of a table with the rules that each fulfils as the bits of a number, mask.</summary>
    public static string Masks(string events) =>
        $"""
            SELECT q.*, coalesce(b.mask, 0) AS mask
            FROM {events} q
            LEFT JOIN (
              SELECT i.person_id, i.event_id, sum(1::bigint << i.rule)::bigint AS mask
              FROM pg_temp.inclusion_events i
              GROUP BY i.person_id, i.event_id
            ) b ON b.person_id = q.person_id AND b.event_id = q.event_id
            """;

    /// <summary>The statements, which follow those that make the cohort.</summary>
    public static IEnumerable<string> Statements(CohortExpression expression, CohortSqlTarget target, SqlTexts texts)
    {
        var rules = expression.InclusionRules;
        foreach (
            var table in new[]
            {
                "cohort_inclusion",
                "cohort_inclusion_result",
                "cohort_inclusion_stats",
                "cohort_summary_stats",
                "cohort_censor_stats",
            }
        )
        {
            yield return $"DELETE FROM {target.ResultsSchema}.{table} WHERE {target.CohortIdField} = {target.CohortId}";
        }

        foreach (var (index, rule) in rules.Index())
        {
            yield return $"INSERT INTO {target.ResultsSchema}.cohort_inclusion ({target.CohortIdField}, rule_sequence, name, description) "
                + $"VALUES ({target.CohortId}, {SqlLiteral.Of(index)}, {texts.Add(rule.Name)}, {(rule.Description is null ? "NULL" : texts.Add(rule.Description))})";
        }

        yield return $"""
            CREATE TEMPORARY TABLE best_events ON COMMIT DROP AS
            SELECT r.person_id, r.event_id
            FROM (
              SELECT q.person_id, q.event_id, row_number() OVER (
                PARTITION BY q.person_id ORDER BY count(i.rule) DESC, coalesce(min(i.rule), 0), q.start_date, q.event_id
              ) AS rank
              FROM pg_temp.qualified_events q
              LEFT JOIN pg_temp.inclusion_events i ON i.person_id = q.person_id AND i.event_id = q.event_id
              GROUP BY q.person_id, q.event_id, q.start_date
            ) r
            WHERE r.rank = 1
            """;
        foreach (var (mode, events) in Modes)
        {
            foreach (var statement in Counts(rules.Count, mode, events, target))
            {
                yield return statement;
            }
        }

        if (expression.CensorWindow is { Start: not null } or { End: not null })
        {
            yield return $"""
                INSERT INTO {target.ResultsSchema}.cohort_censor_stats ({target.CohortIdField}, lost_count)
                SELECT {target.CohortId}, (SELECT count(DISTINCT f.person_id) FROM pg_temp.final_cohort f)
                  - (SELECT count(DISTINCT t.subject_id) FROM {target.TargetTable} t WHERE t.{target.CohortIdField} = {target.CohortId})
                """;
        }
    }

    private static IEnumerable<string> Counts(int rules, int mode, string events, CohortSqlTarget target)
    {
        var all = ((1L << rules) - 1).ToString(CultureInfo.InvariantCulture);
        var number = SqlLiteral.Of(mode);
        yield return $"""
            INSERT INTO {target.ResultsSchema}.cohort_inclusion_result ({target.CohortIdField}, mode_id, inclusion_rule_mask, person_count)
            SELECT {target.CohortId}, {number}, m.mask, count(*)
            FROM (
            {Masks(events)}
            ) m
            GROUP BY m.mask
            """;
        // Gained by giving up a rule is who fulfils all the others.
        yield return $"""
            INSERT INTO {target.ResultsSchema}.cohort_inclusion_stats
              ({target.CohortIdField}, rule_sequence, mode_id, person_count, gain_count, person_total)
            SELECT {target.CohortId}, n.rule, {number},
              (SELECT count(*) FROM {events} q
                JOIN pg_temp.inclusion_events i ON i.person_id = q.person_id AND i.event_id = q.event_id WHERE i.rule = n.rule),
              coalesce((SELECT r.person_count FROM {target.ResultsSchema}.cohort_inclusion_result r
                WHERE r.{target.CohortIdField} = {target.CohortId} AND r.mode_id = {number}
                  AND r.inclusion_rule_mask = {all} - (1::bigint << n.rule)), 0),
              (SELECT count(*) FROM {events})
            FROM generate_series(0, {SqlLiteral.Of(rules - 1)}) AS n(rule)
            """;
        yield return $"""
            INSERT INTO {target.ResultsSchema}.cohort_summary_stats ({target.CohortIdField}, mode_id, base_count, final_count)
            SELECT {target.CohortId}, {number}, (SELECT count(*) FROM {events}),
              coalesce((SELECT sum(r.person_count) FROM {target.ResultsSchema}.cohort_inclusion_result r
                WHERE r.{target.CohortIdField} = {target.CohortId} AND r.mode_id = {number} AND r.inclusion_rule_mask = {all}), 0)
            """;
    }
}
