namespace Phederation.Workloads.Steps;

/// <summary>Puts a file into one of the volumes, as somebody at the site would.</summary>
/// <param name="Head">What steps of every kind have.</param>
public sealed record PutStep(StepHead Head) : WorkloadStep(Head)
{
    /// <inheritdoc />
    public override StepKind Kind => StepKind.Put;

    /// <summary>The file's absolute path in the container, in a volume of the contract.</summary>
    public required string Path { get; init; }

    /// <summary>Its content.</summary>
    public required string Content { get; init; }
}
