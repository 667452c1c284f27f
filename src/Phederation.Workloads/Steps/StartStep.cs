namespace Phederation.Workloads.Steps;

/// <summary>Creates the container when there is none, starts it and waits until it is ready.</summary>
/// <param name="Head">What steps of every kind have.</param>
public sealed record StartStep(StepHead Head) : WorkloadStep(Head)
{
    /// <inheritdoc />
    public override StepKind Kind => StepKind.Start;
}
