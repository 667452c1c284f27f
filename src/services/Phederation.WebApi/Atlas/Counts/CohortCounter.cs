using Npgsql;
using Phederation.Omop;
using Phederation.WebApi.Data;
using Phederation.WebApi.Sources;

namespace Phederation.WebApi.Atlas.Counts;

/// <summary>Counts the members of generated cohorts.</summary>
internal sealed class CohortCounter(SourceConnections connections)
{
    private const int OldestBand = 90;

    /// <summary>Counts a cohort.</summary>
    public async Task<CohortCounts> CountAsync(int definition, Source source, CancellationToken cancellationToken)
    {
        var database = await connections.GetAsync(source);
        var results = PostgresName.Quote(source.RequiredSchema(DaimonType.Results));
        var cdm = PostgresName.Quote(source.RequiredSchema(DaimonType.CDM));
        var totals = await database.QueryAsync(
            $"SELECT count(DISTINCT subject_id), count(*) FROM {results}.cohort WHERE cohort_definition_id = $1",
            row => (Persons: row.GetInt64(0), Records: row.GetInt64(1)),
            cancellationToken,
            definition
        );
        // Of each person the first entry.
        var entries = $"""
            FROM (SELECT subject_id, min(cohort_start_date) AS entry FROM {results}.cohort WHERE cohort_definition_id = $1 GROUP BY subject_id) c
            JOIN {cdm}.person p ON p.person_id = c.subject_id
            """;
        var ages = await database.QueryAsync(
            $"""
            SELECT least(greatest(extract(year FROM c.entry)::integer - p.year_of_birth, 0) / 10 * 10, {OldestBand}),
              count(*) FILTER (WHERE p.gender_concept_id = 8532), count(*) FILTER (WHERE p.gender_concept_id = 8507),
              count(*) FILTER (WHERE p.gender_concept_id NOT IN (8507, 8532))
            {entries} GROUP BY 1 ORDER BY 1
            """,
            row => new AgeBand(row.GetInt32(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)),
            cancellationToken,
            definition
        );
        var years = await database.QueryAsync(
            $"SELECT extract(year FROM c.entry)::integer, count(*) {entries} GROUP BY 1 ORDER BY 1 DESC LIMIT 60",
            row => new YearCount(row.GetInt32(0), row.GetInt64(1)),
            cancellationToken,
            definition
        );
        return new CohortCounts(
            totals[0].Persons,
            totals[0].Records,
            await AttritionAsync(definition, database, results, cancellationToken),
            Filled(ages),
            [.. years.AsEnumerable().Reverse()]
        );
    }

    private static async Task<List<AttritionStep>> AttritionAsync(
        int definition,
        NpgsqlDataSource database,
        string results,
        CancellationToken cancellationToken
    )
    {
        var rules = await database.QueryAsync(
            $"SELECT coalesce(name, '') FROM {results}.cohort_inclusion WHERE cohort_definition_id = $1 ORDER BY rule_sequence LIMIT 62",
            row => row.GetString(0),
            cancellationToken,
            definition
        );
        var masks = await database.QueryAsync(
            $"SELECT inclusion_rule_mask, person_count FROM {results}.cohort_inclusion_result WHERE cohort_definition_id = $1 AND mode_id = 1 LIMIT 100000",
            row => (Mask: row.GetInt64(0), Count: row.GetInt64(1)),
            cancellationToken,
            definition
        );
        var steps = new List<AttritionStep> { new("Entry event", masks.Sum(item => item.Count)) };
        for (var rule = 0; rule < rules.Count; rule++)
        {
            var needed = (1L << (rule + 1)) - 1;
            steps.Add(new AttritionStep(rules[rule], masks.Where(item => (item.Mask & needed) == needed).Sum(item => item.Count)));
        }

        return steps;
    }

    // A gap between two bands is a band of nobody.
    private static List<AgeBand> Filled(List<AgeBand> bands)
    {
        if (bands.Count == 0)
        {
            return [];
        }

        var known = bands.ToDictionary(band => band.From);
        return
        [
            .. Enumerable
                .Range(bands[0].From / 10, (bands[^1].From - bands[0].From) / 10 + 1)
                .Select(ten => known.GetValueOrDefault(ten * 10) ?? new AgeBand(ten * 10, 0, 0, 0)),
        ];
    }
}
