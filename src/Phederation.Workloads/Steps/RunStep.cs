using System.Text.RegularExpressions;

namespace Phederation.Workloads.Steps;

/// <summary>Runs a job's container from its start to its end: a new one for each step, with the volumes and secrets of the run.</summary>
/// <param name="Head">What steps of every kind have.</param>
public sealed record RunStep(StepHead Head) : WorkloadStep(Head)
{
    /// <inheritdoc />
    public override StepKind Kind => StepKind.Run;

    /// <summary>The arguments for the image's entry point; may be empty.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Sent to the job while it runs; null lets it come to its end.</summary>
    public string? Signal { get; init; }

    /// <summary>The signal is sent when the job's output has a match; null sends it as soon as the job runs.</summary>
    public Regex? SignalWhen { get; init; }

    /// <summary>How much of its output is compared.</summary>
    public AnswerPart Answer { get; init; }
}
