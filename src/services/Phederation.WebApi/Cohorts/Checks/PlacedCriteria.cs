using Phederation.WebApi.Cohorts.Expressions;

namespace Phederation.WebApi.Cohorts.Checks;

/// <summary>A criterion with the words for where it is.</summary>
/// <param name="Criteria">The criterion.</param>
/// <param name="Place">Such as "initial event".</param>
/// <param name="Correlation">What it is correlated by; null where it is of no group.</param>
internal sealed record PlacedCriteria(Criteria Criteria, string Place, CorrelatedCriteria? Correlation);
