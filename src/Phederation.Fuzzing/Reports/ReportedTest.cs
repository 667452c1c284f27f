namespace Phederation.Fuzzing.Reports;

/// <summary>A scenario that shows something that no earlier one does: a fault, or a status of an operation.</summary>
/// <param name="Scenario">Its number.</param>
/// <param name="Requests">How many requests it sent.</param>
/// <param name="Covered">The statuses that it was the first to get, ascending, by operation; 0 is no answer.</param>
public sealed record ReportedTest(long Scenario, int Requests, IReadOnlyDictionary<string, IReadOnlyList<int>> Covered);
