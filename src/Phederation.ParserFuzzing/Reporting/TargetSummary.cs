namespace Phederation.ParserFuzzing.Reporting;

/// <summary>What fuzzing one parser came to.</summary>
/// <param name="Target">The parser's name.</param>
/// <param name="Executions">Runs of inputs.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Edges">Edges between basic blocks that some input took.</param>
/// <param name="Corpus">Inputs that took ways of their own.</param>
/// <param name="Findings">The faults.</param>
/// <param name="Stopped">Why it ended before its budget, or null.</param>
public sealed record TargetSummary(
    string Target,
    long Executions,
    TimeSpan Elapsed,
    int Edges,
    int Corpus,
    IReadOnlyList<ParserFinding> Findings,
    string? Stopped
)
{
    /// <summary>Runs a second.</summary>
    public double Rate => Executions / Math.Max(0.001, Elapsed.TotalSeconds);

    /// <summary>One line for people.</summary>
    public override string ToString() =>
        $"{Target}: {Executions} executions in {Elapsed.TotalSeconds:0.0} s ({Rate:0}/s), {Edges} edges, corpus {Corpus}, "
        + $"{(Findings.Count == 0 ? "no fault" : Findings.Count == 1 ? "1 fault" : $"{Findings.Count} faults")}{(Stopped is null ? "" : $"; {Stopped}")}";
}
