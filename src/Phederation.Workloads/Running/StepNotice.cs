namespace Phederation.Workloads.Running;

/// <summary>What an observer is told of a step.</summary>
/// <param name="Id">The step's id; <see cref="TeardownId"/> for the end of the run.</param>
/// <param name="Phase">Its phase.</param>
/// <param name="Kind">Its kind as spelt in <c>workload.toml</c>.</param>
/// <param name="Number">Its place, from 1.</param>
/// <param name="Count">How many steps there are, the teardown included.</param>
public sealed record StepNotice(string Id, WorkloadPhase Phase, string Kind, int Number, int Count)
{
    /// <summary>The name of the container under test.</summary>
    public required string Container { get; init; }

    /// <summary>The id of what the runner does after the last step: it stops what still runs.</summary>
    public const string TeardownId = "(teardown)";
}
