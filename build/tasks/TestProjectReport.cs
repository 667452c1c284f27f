namespace Phederation.BuildTasks;

/// <summary>How a test project fared.</summary>
/// <param name="Project">Its name.</param>
/// <param name="Results">Its tests.</param>
/// <param name="Fault">What went wrong beside its tests: it crashed, ran too long, or has no test; null when nothing did.</param>
/// <param name="Elapsed">How long it took.</param>
internal sealed record TestProjectReport(string Project, IReadOnlyList<TestCaseResult> Results, string? Fault, TimeSpan Elapsed)
{
    /// <summary>How many of its tests ended so.</summary>
    public int Count(TestOutcome outcome) => Results.Count(result => result.Outcome == outcome);

    /// <summary>One line for the log.</summary>
    public string Summary =>
        $"{Project}: {Count(TestOutcome.Passed)} passed, {Count(TestOutcome.Failed)} failed, {Count(TestOutcome.Skipped)} skipped"
        + $" in {Elapsed.TotalSeconds:0.0} s{(Fault is null ? "" : $"; {Fault.Split('\n')[0]}")}";
}
