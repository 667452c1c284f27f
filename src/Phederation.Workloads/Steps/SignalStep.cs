namespace Phederation.Workloads.Steps;

/// <summary>
/// Sends a signal to PID 1. A <c>reload</c> step is the same with the service's reload signal. The container must still run
/// afterwards; what ends it is a <c>stop</c> or <c>kill</c> step.
/// </summary>
/// <param name="Head">What steps of every kind have.</param>
public sealed record SignalStep(StepHead Head) : WorkloadStep(Head)
{
    /// <inheritdoc />
    public override StepKind Kind => IsReload ? StepKind.Reload : StepKind.Signal;

    /// <summary>The signal's name with its SIG prefix.</summary>
    public required string Signal { get; init; }

    /// <summary>Whether it was written as a <c>reload</c> step.</summary>
    public bool IsReload { get; init; }
}
