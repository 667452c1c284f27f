using Phederation.WebApi.Cohorts.Expressions;

namespace Phederation.WebApi.Cohorts.Sql;

/// <summary>Until when a person stays, as SQL.</summary>
internal static class EndStrategySql
{
    /// <summary>A query of event_id, person_id and end_date.</summary>
    /// <exception cref="CohortDesignException">The design is not complete.</exception>
    public static string Query(EndStrategy strategy, CohortSqlTarget target) =>
        strategy switch
        {
            DateOffsetStrategy offset => $"""
                SELECT i.event_id, i.person_id,
                  least(i.{(offset.FromEnd ? "end_date" : "start_date")} + {SqlLiteral.Of(offset.Offset)}, i.op_end_date) AS end_date
                FROM pg_temp.included_events i
                """,
            CustomEraStrategy era => CustomEra(era, target),
            _ => throw new CohortDesignException("The end strategy has no form in SQL."),
        };

    /// <summary>
    /// Numbers the eras of each person, for a query of person_id, start_date and end_date: a row that begins by the end of any earlier one is of
    /// the same era.
    /// </summary>
    public static string Eras(string query) =>
        $"""
            SELECT n.person_id, n.start_date, n.end_date,
              sum(n.is_first) OVER (PARTITION BY n.person_id ORDER BY n.start_date, n.is_first DESC, n.end_date ROWS UNBOUNDED PRECEDING) AS era
            FROM (
              SELECT s.person_id, s.start_date, s.end_date,
                CASE WHEN max(s.end_date) OVER (
                  PARTITION BY s.person_id ORDER BY s.start_date, s.end_date ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                ) >= s.start_date THEN 0 ELSE 1 END AS is_first
              FROM (
            {query}
              ) s
            ) n
            """;

    private static string CustomEra(CustomEraStrategy era, CohortSqlTarget target)
    {
        if (era.DrugCodesetId is not { } codeset)
        {
            throw new CohortDesignException("The end by continuous drug use has no concept set.");
        }

        var end = era.DaysSupplyOverride is { } days
            ? $"(t.drug_exposure_start_date + {SqlLiteral.Of(days)})"
            : CriteriaKinds.DrugExposureEnd;
        var gap = SqlLiteral.Of(era.GapDays);
        var exposures = $"""
            SELECT t.person_id, t.drug_exposure_start_date AS start_date, {end} + {gap} + {SqlLiteral.Of(era.Offset)} AS end_date
            FROM {target.CdmSchema}.drug_exposure t
            WHERE t.person_id IN (SELECT i.person_id FROM pg_temp.included_events i)
              AND (t.drug_concept_id IN ({SqlConditions.Codeset(codeset)}) OR t.drug_source_concept_id IN ({SqlConditions.Codeset(
                codeset
            )}))
            """;
        return $"""
            SELECT i.event_id, i.person_id, e.end_date
            FROM pg_temp.included_events i
            JOIN (
              SELECT d.person_id, min(d.start_date) AS start_date, max(d.end_date) - {gap} AS end_date
              FROM (
            {Eras(exposures)}
              ) d
              GROUP BY d.person_id, d.era
            ) e ON e.person_id = i.person_id AND i.start_date BETWEEN e.start_date AND e.end_date
            """;
    }
}
