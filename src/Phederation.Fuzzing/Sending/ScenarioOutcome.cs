using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Sending;

/// <summary>A run with what it cost.</summary>
/// <param name="Run">The run.</param>
/// <param name="Requests">How many requests went out, logins and probes too.</param>
/// <param name="Bytes">How many bytes went to the target and came from it.</param>
/// <param name="Duration">How long it took.</param>
public sealed record ScenarioOutcome(ScenarioRun Run, long Requests, long Bytes, TimeSpan Duration);
