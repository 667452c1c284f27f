namespace Phederation.Workloads.Steps;

/// <summary>
/// Ends the service and waits for the container's end. With neither <see cref="Signal"/> nor <see cref="Argv"/> the engine
/// stops it, with the contract's stop signal and patience.
/// </summary>
/// <param name="Head">What steps of every kind have.</param>
public sealed record StopStep(StepHead Head) : WorkloadStep(Head)
{
    /// <inheritdoc />
    public override StepKind Kind => StepKind.Stop;

    /// <summary>The signal that is sent to PID 1 instead.</summary>
    public string? Signal { get; init; }

    /// <summary>The program in the container that stops it instead; empty when none does.</summary>
    public IReadOnlyList<string> Argv { get; init; } = [];
}
