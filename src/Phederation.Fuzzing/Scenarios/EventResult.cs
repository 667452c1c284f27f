namespace Phederation.Fuzzing.Scenarios;

/// <summary>How a target took an event.</summary>
/// <param name="IsDone">False when nobody controls what the event needs: it was left out.</param>
/// <param name="Recovered">How long it took until the target served again; null when it didn't within its time.</param>
/// <param name="ExitCode">With an end of the target, its exit code; else null.</param>
public sealed record EventResult(bool IsDone, TimeSpan? Recovered, int? ExitCode = null);
