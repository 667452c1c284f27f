namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>What a person must be like at an event: the attributes of <see cref="CriteriaKinds.Demographic"/>.</summary>
internal sealed record DemographicCriteria(IReadOnlyList<CriteriaAttribute> Attributes);
