namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>How many second events there must be.</summary>
/// <param name="Type">How they are compared.</param>
/// <param name="Count">With which number.</param>
/// <param name="DistinctColumn">The column whose different values are counted, null for the events themselves.</param>
internal sealed record Occurrence(OccurrenceType Type, int Count, string? DistinctColumn);
