namespace Phederation.Workloads.Steps;

/// <summary>
/// SQL over one or more connections. Its actions run in order; an action in the background lets the next ones run beside it on
/// other sessions, which is how locks, deadlocks and cancelled queries are made. Sessions are closed at the step's end.
/// </summary>
/// <param name="Head">What steps of every kind have.</param>
public sealed record SqlStep(StepHead Head) : WorkloadStep(Head)
{
    /// <inheritdoc />
    public override StepKind Kind => StepKind.Sql;

    /// <summary>The account of sessions that name none.</summary>
    public required string Account { get; init; }

    /// <summary>What is done, in order; at least one.</summary>
    public required IReadOnlyList<SqlAction> Actions { get; init; }
}
