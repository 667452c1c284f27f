namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>A time that takes the place of an event's own dates, which must hold it.</summary>
internal sealed record PeriodValue(Period Period) : AttributeValue;
