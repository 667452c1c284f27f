namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>The events that a person may enter a cohort with.</summary>
internal sealed record PrimaryCriteria(IReadOnlyList<Criteria> Criteria, ObservationWindow Window, ResultLimit Limit);
