namespace Phederation.Workloads.Steps;

/// <summary>Runs a program in the container, as <c>docker exec</c> does: its start goes through the filter too.</summary>
/// <param name="Head">What steps of every kind have.</param>
public sealed record ExecStep(StepHead Head) : WorkloadStep(Head)
{
    /// <inheritdoc />
    public override StepKind Kind => StepKind.Exec;

    /// <summary>The program and its arguments; no shell reads them.</summary>
    public required IReadOnlyList<string> Argv { get; init; }

    /// <summary>Text for its standard input; null leaves it closed.</summary>
    public string? Input { get; init; }

    /// <summary>The user it runs as; null means the container's.</summary>
    public string? User { get; init; }

    /// <summary>Environment added for this program only.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How much of its output is compared.</summary>
    public AnswerPart Answer { get; init; }
}
