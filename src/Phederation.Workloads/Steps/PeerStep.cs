namespace Phederation.Workloads.Steps;

/// <summary>Does something to a peer: what the service does without it is part of its life.</summary>
/// <param name="Head">What steps of every kind have.</param>
public sealed record PeerStep(StepHead Head) : WorkloadStep(Head)
{
    /// <inheritdoc />
    public override StepKind Kind => StepKind.Peer;

    /// <summary>The peer's name in the network.</summary>
    public required string Peer { get; init; }

    /// <summary>What happens.</summary>
    public required PeerAction Action { get; init; }
}
