using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Reproducing;

/// <summary>What trying a fault again showed.</summary>
/// <param name="Tries">How often it was tried.</param>
/// <param name="Seen">How often it was there.</param>
/// <param name="Example">A run that showed it; where none did, any.</param>
public sealed record ReplayVerdict(int Tries, int Seen, ScenarioRun Example)
{
    /// <summary>Never seen again: <c>FIXED</c>; each time: <c>FAILED</c>; else <c>FLAKY</c>.</summary>
    public string Word =>
        Seen == 0 ? "FIXED"
        : Seen == Tries ? "FAILED"
        : "FLAKY";
}
