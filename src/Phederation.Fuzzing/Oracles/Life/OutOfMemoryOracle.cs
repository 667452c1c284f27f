using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Oracles.Life;

/// <summary>The target took more memory than it may have.</summary>
internal sealed class OutOfMemoryOracle : IOracle
{
    public string Name => "out-of-memory";

    public string Rule => "What a request takes is bounded: the kernel never ends the service for its memory.";

    public IEnumerable<Finding> Judge(ScenarioRun run)
    {
        if (run.Condition.IsOutOfMemory)
        {
            var held = run.Condition.MemoryBytes is { } bytes ? $", which now holds {bytes / 1024 / 1024} MiB" : "";
            yield return LifeReading.Found(this, run, $"The kernel ended a process of the target for its memory{held}.", "killed");
        }
    }
}
