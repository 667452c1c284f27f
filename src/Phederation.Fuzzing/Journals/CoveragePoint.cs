namespace Phederation.Fuzzing.Journals;

/// <summary>What had been reached at a moment of a campaign: a point of each discovery curve. The first is at 0, and one follows wherever a count grew.</summary>
/// <param name="At">When, in the campaign's own time.</param>
/// <param name="Scenarios">How many scenarios had been run.</param>
/// <param name="Requests">How many requests had been sent.</param>
/// <param name="Operations">How many different operations had been answered with success (2xx) at least once.</param>
/// <param name="Features">How many different answers there had been: operation, status class, normalised error.</param>
/// <param name="Buckets">How many different faults had been found.</param>
public sealed record CoveragePoint(TimeSpan At, long Scenarios, long Requests, int Operations, int Features, int Buckets);
