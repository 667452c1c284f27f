namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>So many days after the entry event's start or end, but not beyond the observation.</summary>
internal sealed record DateOffsetStrategy(bool FromEnd, int Offset) : EndStrategy;
