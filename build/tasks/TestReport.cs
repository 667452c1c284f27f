namespace Phederation.BuildTasks;

/// <summary>How all tests fared. A project that crashed or has no test counts as one failure.</summary>
internal sealed class TestReport(IReadOnlyList<TestProjectReport> projects)
{
    private const int LongestMessage = 30;

    /// <summary>The report of a run that never came to the tests.</summary>
    public static TestReport NotRun { get; } = new([new("Test", [], "the tests did not run", TimeSpan.Zero)]);

    /// <summary>Tests that passed.</summary>
    public int Passed => projects.Sum(project => project.Count(TestOutcome.Passed));

    /// <summary>Tests that failed, and projects that did.</summary>
    public int Failed => projects.Sum(project => project.Count(TestOutcome.Failed)) + projects.Count(project => project.Fault is not null);

    /// <summary>Tests that were skipped.</summary>
    public int Skipped => projects.Sum(project => project.Count(TestOutcome.Skipped));

    /// <summary>The closing line: <c>N passed, N failed</c>, and how many were skipped if any were.</summary>
    public string Verdict => $"{Passed} passed, {Failed} failed{(Skipped > 0 ? $", {Skipped} skipped" : "")}";

    /// <summary>Every failure with its message, and why tests were skipped.</summary>
    public IEnumerable<string> Details()
    {
        foreach (var project in projects.Where(project => project.Fault is not null))
        {
            yield return $"FAILED {project.Project}";
            yield return Indent(project.Fault!);
        }

        foreach (var test in Tests(TestOutcome.Failed))
        {
            yield return $"FAILED {test.Name}";
            yield return Indent(test.Message);
        }

        foreach (var reason in Tests(TestOutcome.Skipped).GroupBy(test => test.Message).OrderByDescending(group => group.Count()))
        {
            yield return $"skipped {reason.Count()}: {reason.Key.Split('\n')[0]}";
        }
    }

    /// <summary>Throws when anything failed.</summary>
    /// <exception cref="TestsFailedException">Something failed.</exception>
    public void EnsureSuccess()
    {
        if (Failed > 0)
        {
            throw new TestsFailedException($"{Failed} of {Passed + Failed} failed; the list is above.");
        }
    }

    private static string Indent(string message) =>
        string.Join('\n', message.Split('\n').Take(LongestMessage).Select(line => $"    {line.TrimEnd()}"));

    private IEnumerable<TestCaseResult> Tests(TestOutcome outcome) =>
        projects.SelectMany(project => project.Results).Where(result => result.Outcome == outcome);
}
