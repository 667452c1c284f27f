namespace Phederation.WebApi.Atlas.Counts;

/// <summary>The counts of a generated cohort.</summary>
internal sealed record CohortCounts(
    long Persons,
    long Records,
    IReadOnlyList<AttritionStep> Attrition,
    IReadOnlyList<AgeBand> Ages,
    IReadOnlyList<YearCount> Years
);
