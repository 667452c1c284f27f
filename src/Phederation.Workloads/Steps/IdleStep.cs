namespace Phederation.Workloads.Steps;

/// <summary>Leaves the service alone for a while: its background work makes syscalls that no request does.</summary>
/// <param name="Head">What steps of every kind have.</param>
public sealed record IdleStep(StepHead Head) : WorkloadStep(Head)
{
    /// <inheritdoc />
    public override StepKind Kind => StepKind.Idle;

    /// <summary>How long.</summary>
    public required TimeSpan Duration { get; init; }
}
