namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>Criteria that are counted together.</summary>
internal sealed record CriteriaGroup(
    GroupType Type,
    int Count,
    IReadOnlyList<CorrelatedCriteria> Criteria,
    IReadOnlyList<DemographicCriteria> Demographics,
    IReadOnlyList<CriteriaGroup> Groups
)
{
    /// <summary>Whether it demands nothing.</summary>
    public bool IsEmpty => Criteria.Count + Demographics.Count + Groups.Count == 0;

    /// <summary>How many members it has.</summary>
    public int MemberCount => Criteria.Count + Demographics.Count + Groups.Count;
}
