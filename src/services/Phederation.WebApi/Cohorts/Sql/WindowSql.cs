using Phederation.WebApi.Cohorts.Expressions;

namespace Phederation.WebApi.Cohorts.Sql;

/// <summary>Where a second event a must be in time, counted from the first, p.</summary>
internal static class WindowSql
{
    /// <summary>The conditions.</summary>
    public static IReadOnlyList<string> Conditions(CorrelatedCriteria correlated)
    {
        var conditions = new List<string>();
        if (!correlated.IgnoreObservationPeriod)
        {
            conditions.Add("a.start_date BETWEEN p.op_start_date AND p.op_end_date");
        }

        Add(correlated.StartWindow);
        if (correlated.EndWindow is { } window)
        {
            Add(window);
        }

        if (correlated.RestrictVisit)
        {
            conditions.Add("a.visit_occurrence_id = p.visit_occurrence_id");
        }

        return conditions;

        void Add(TimeWindow window)
        {
            var index = window.FromIndexEnd ? "p.end_date" : "p.start_date";
            var date = window.OfEventEnd ? "a.end_date" : "a.start_date";
            if (End(window.Start, index, correlated.IgnoreObservationPeriod) is { } start)
            {
                conditions.Add($"{date} >= {start}");
            }

            if (End(window.End, index, correlated.IgnoreObservationPeriod) is { } end)
            {
                conditions.Add($"{date} <= {end}");
            }
        }
    }

    // All of the observation: its ends, or no limit at all where the observation does not matter.
    private static string? End(WindowEnd end, string index, bool isUnlimited) =>
        end.Days is { } days ? $"({index} + {SqlLiteral.Of(days * end.Sign)})"
        : isUnlimited ? null
        : end.Sign < 0 ? "p.op_start_date"
        : "p.op_end_date";
}
