namespace Phederation.WebApi.Cohorts.Generation;

/// <summary>How many events, or persons, fulfil which rules, as WebAPI tells it.</summary>
internal sealed record InclusionReport
{
    public required InclusionSummary Summary { get; init; }

    public required IReadOnlyList<InclusionRuleCount> InclusionRuleStats { get; init; }

    /// <summary>JSON: groups by how many rules are fulfilled, and in them by which, as ones and noughts in the order of the rules.</summary>
    public required string TreemapData { get; init; }

    public double PrevalenceThreshold { get; init; } = 0.01;

    public bool ShowEmptyResults { get; init; }

    public int Count { get; init; }
}
