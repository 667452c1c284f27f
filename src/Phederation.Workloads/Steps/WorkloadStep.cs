namespace Phederation.Workloads.Steps;

/// <summary>One step of a workload.</summary>
/// <param name="Head">What steps of every kind have.</param>
public abstract record WorkloadStep(StepHead Head)
{
    /// <inheritdoc cref="StepHead.Id" />
    public string Id => Head.Id;

    /// <summary>Its kind.</summary>
    public abstract StepKind Kind { get; }
}
