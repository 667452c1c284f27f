namespace Phederation.Workloads.Steps;

/// <summary>Sends SIGKILL to PID 1 and waits for the container's end: a crash, as far as the service can tell.</summary>
/// <param name="Head">What steps of every kind have.</param>
public sealed record KillStep(StepHead Head) : WorkloadStep(Head)
{
    /// <inheritdoc />
    public override StepKind Kind => StepKind.Kill;
}
