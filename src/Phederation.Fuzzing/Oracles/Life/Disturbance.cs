using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Oracles.Life;

/// <summary>What a scenario does to its target that excuses answers which would else be faults.</summary>
internal static class Disturbance
{
    /// <summary>Whether an event before a step lets the target be unable to serve for a while.</summary>
    public static bool IsBefore(ScenarioRun run, int step) => run.Scenario.Steps.Take(step).OfType<EventStep>().Any();

    /// <summary>Whether a status says that the target can't for the moment, rather than that it broke.</summary>
    public static bool IsUnable(int status) => status is 429 or 502 or 503 or 504 or 507;
}
