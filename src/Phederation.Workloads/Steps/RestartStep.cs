namespace Phederation.Workloads.Steps;

/// <summary>Stops and starts the container by one call of the engine and waits until it is ready.</summary>
/// <param name="Head">What steps of every kind have.</param>
public sealed record RestartStep(StepHead Head) : WorkloadStep(Head)
{
    /// <inheritdoc />
    public override StepKind Kind => StepKind.Restart;
}
