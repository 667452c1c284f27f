namespace Phederation.WebApi.Cohorts.Expressions;

/// <summary>One end of a window.</summary>
/// <param name="Days">How many days from the event it is counted from; null is all of the observation.</param>
/// <param name="Sign">−1 before the event, 1 after it.</param>
internal sealed record WindowEnd(int? Days, int Sign);
