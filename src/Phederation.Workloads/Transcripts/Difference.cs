namespace Phederation.Workloads.Transcripts;

/// <summary>The first line in which a step answered differently.</summary>
/// <param name="StepId">The step.</param>
/// <param name="Line">The line of its answer, from 1; 0 when the whole step is missing on one side.</param>
/// <param name="Expected">The line expected; null when there is none.</param>
/// <param name="Actual">The line that came; null when there is none.</param>
public sealed record Difference(string StepId, int Line, string? Expected, string? Actual)
{
    /// <inheritdoc />
    public override string ToString() =>
        Line == 0
            ? $"{StepId}: {Expected ?? Actual}"
            : $"{StepId}, answer line {Line}: expected '{Expected ?? "(end)"}', got '{Actual ?? "(end)"}'";
}
