namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>Events that are looked for around another event.</summary>
/// <param name="Criteria">Which events.</param>
/// <param name="StartWindow">Where they must be.</param>
/// <param name="EndWindow">Where they must be too; null demands nothing.</param>
/// <param name="RestrictVisit">Whether they must be of the same visit.</param>
/// <param name="IgnoreObservationPeriod">Whether they may be outside the observation period of the first event.</param>
/// <param name="Occurrence">How many of them.</param>
internal sealed record CorrelatedCriteria(
    Criteria Criteria,
    TimeWindow StartWindow,
    TimeWindow? EndWindow,
    bool RestrictVisit,
    bool IgnoreObservationPeriod,
    Occurrence Occurrence
);
