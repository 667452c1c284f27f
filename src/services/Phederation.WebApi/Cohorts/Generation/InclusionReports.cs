using System.Globalization;
using System.Numerics;
using System.Text;
using Phederation.Omop;
using Phederation.WebApi.Data;
using Phederation.WebApi.Sources;

namespace Phederation.WebApi.Cohorts.Generation;

/// <summary>Reads the counts of generated cohorts.</summary>
internal sealed class InclusionReports(SourceCatalogue sources, SourceConnections connections)
{
    /// <summary>The counts of a cohort.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="sourceKey">The source.</param>
    /// <param name="mode">0 for events, 1 for persons.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<InclusionReport> ReadAsync(int definition, string sourceKey, int mode, CancellationToken cancellationToken)
    {
        var source = await sources.GetAsync(sourceKey, cancellationToken);
        var database = await connections.GetAsync(source);
        var results = PostgresName.Quote(source.RequiredSchema(DaimonType.Results));
        var summaries = await database.QueryAsync(
            $"""
            SELECT s.base_count, s.final_count,
              coalesce((SELECT sum(c.lost_count)::bigint FROM {results}.cohort_censor_stats c WHERE c.cohort_definition_id = $1), 0)
            FROM {results}.cohort_summary_stats s WHERE s.cohort_definition_id = $1 AND s.mode_id = $2
            """,
            row => new InclusionSummary(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), Percent(row.GetInt64(1), row.GetInt64(0))),
            cancellationToken,
            definition,
            mode
        );
        var rules = await database.QueryAsync(
            $"""
            SELECT i.rule_sequence, i.name, coalesce(s.person_count, 0), coalesce(s.gain_count, 0), coalesce(s.person_total, 0)
            FROM {results}.cohort_inclusion i
            LEFT JOIN {results}.cohort_inclusion_stats s ON s.cohort_definition_id = i.cohort_definition_id AND s.rule_sequence = i.rule_sequence
              AND s.mode_id = $2
            WHERE i.cohort_definition_id = $1 ORDER BY i.rule_sequence LIMIT 1000
            """,
            row => new InclusionRuleCount(
                row.GetInt32(0),
                row.Text(1),
                Percent(row.GetInt64(3), row.GetInt64(4)),
                Percent(row.GetInt64(2), row.GetInt64(4)),
                row.GetInt64(2)
            ),
            cancellationToken,
            definition,
            mode
        );
        var masks = await database.QueryAsync(
            $"SELECT inclusion_rule_mask, person_count FROM {results}.cohort_inclusion_result WHERE cohort_definition_id = $1 AND mode_id = $2 ORDER BY 1 LIMIT 100000",
            row => (Mask: row.GetInt64(0), Count: row.GetInt64(1)),
            cancellationToken,
            definition,
            mode
        );
        return new InclusionReport
        {
            Summary = summaries.FirstOrDefault() ?? new InclusionSummary(0, 0, 0, Percent(0, 0)),
            InclusionRuleStats = rules,
            TreemapData = Treemap(masks, rules.Count),
        };
    }

    private static string Percent(long part, long whole) =>
        (whole > 0 ? Math.Round(100m * part / whole, 2, MidpointRounding.AwayFromZero) : 0m).ToString("0.00", CultureInfo.InvariantCulture)
        + "%";

    private static string Treemap(List<(long Mask, long Count)> masks, int rules)
    {
        var groups = masks
            .GroupBy(item => BitOperations.PopCount((ulong)item.Mask))
            .OrderByDescending(group => group.Key)
            .Select(group =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{{\"name\" : \"Group {group.Key}\", \"children\" : [{string.Join(',', group.Select(item => $"{{\"name\": \"{Bits(item.Mask, rules)}\", \"size\": {item.Count}}}"))}]}}"
                )
            );
        return $"{{\"name\" : \"Everyone\", \"children\" : [{string.Join(',', groups)}]}}";
    }

    private static string Bits(long mask, int rules)
    {
        var text = new StringBuilder(rules);
        for (var rule = 0; rule < rules; rule++)
        {
            text.Append((mask >> rule & 1) == 1 ? '1' : '0');
        }

        return text.ToString();
    }
}
