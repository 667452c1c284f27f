using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Oracles.Life;

/// <summary>The target is gone, and nobody asked it to.</summary>
internal sealed class CrashOracle : IOracle
{
    public string Name => "crash";

    public string Rule => "No request ends the service.";

    public IEnumerable<Finding> Judge(ScenarioRun run)
    {
        // What ran out of memory, came back, or didn't come back after it was asked to end, is told by others.
        if (run.Condition is { IsServing: false, IsOutOfMemory: false } condition && !LifeReading.IsLost(run))
        {
            yield return LifeReading.Found(
                this,
                run,
                condition.UnaskedEnds > 0 ? "The process ended and doesn't serve any more." : "It takes no connections any more.",
                condition.UnaskedEnds > 0 ? "ended" : "unreachable"
            );
        }
    }
}
