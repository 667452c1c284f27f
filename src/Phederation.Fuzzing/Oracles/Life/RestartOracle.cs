using Phederation.Fuzzing.Scenarios;

namespace Phederation.Fuzzing.Oracles.Life;

/// <summary>The target ended and was started again by whatever keeps it up.</summary>
internal sealed class RestartOracle : IOracle
{
    public string Name => "restart";

    public string Rule => "No request ends the service, also where it is started again at once.";

    public IEnumerable<Finding> Judge(ScenarioRun run)
    {
        if (run.Condition is { IsServing: true, IsOutOfMemory: false, UnaskedEnds: > 0 and var ends })
        {
            yield return LifeReading.Found(this, run, $"The process ended {ends} times and was started again.", "restarted");
        }
    }
}
