namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>A time; an end that is null is open.</summary>
internal sealed record Period(DateOnly? Start, DateOnly? End);
