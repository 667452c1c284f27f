using Phederation.Text;

namespace Phederation.Workloads.Steps;

/// <summary>What steps of every kind have.</summary>
public sealed record StepHead
{
    /// <summary>Unique in its workload: evidence, transcripts and messages name the step by it.</summary>
    public required string Id { get; init; }

    /// <summary>The phase of the container's life that it belongs to.</summary>
    public required WorkloadPhase Phase { get; init; }

    /// <summary>Where it is written, for messages.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>How long it may take.</summary>
    public required TimeSpan Limit { get; init; }

    /// <summary>What must hold for its answer.</summary>
    public required StepExpectation Expect { get; init; }
}
