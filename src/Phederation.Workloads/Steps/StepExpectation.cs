using System.Text.RegularExpressions;

namespace Phederation.Workloads.Steps;

/// <summary>
/// What a step's answer must be for the run to go on. Patterns are .NET regular expressions that match in linear time
/// (no look-around, no back-references) against the text before normalisation.
/// </summary>
public sealed record StepExpectation
{
    /// <summary>Nothing beyond the kind's own default (exit code 0, no SQL error, status below 400).</summary>
    public static StepExpectation Default { get; } = new();

    /// <summary>The exit code of the program or the container; null means 0.</summary>
    public int? Exit { get; init; }

    /// <summary>Each must match in the standard output, the body, or the bytes received.</summary>
    public IReadOnlyList<Regex> Output { get; init; } = [];

    /// <summary>Each must match in the standard error.</summary>
    public IReadOnlyList<Regex> ErrorOutput { get; init; } = [];

    /// <summary>Each must appear in the container's log after the step began; waited for until the step's limit.</summary>
    public IReadOnlyList<Regex> Log { get; init; } = [];

    /// <summary>The HTTP status; null means below 400.</summary>
    public int? Status { get; init; }
}
