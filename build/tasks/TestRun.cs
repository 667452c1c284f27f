using Phederation.Processes;

namespace Phederation.BuildTasks;

/// <summary>Runs the test projects one after the other, within a time for each and a time for all.</summary>
internal sealed class TestRun(string root, IProcessRunner processes, TimeProvider clock, Action<string> log)
{
    private readonly long _started = clock.GetTimestamp();

    /// <summary>Part of the names of the tests to run; null for all.</summary>
    public string? Filter { get; init; }

    /// <summary>Parts of the names of the projects to run; empty for all.</summary>
    public IReadOnlyList<string> Projects { get; init; } = [];

    /// <summary>How long one project may take. The end-to-end project may take what is left.</summary>
    public TimeSpan ProjectLimit { get; init; } = TimeSpan.FromMinutes(25);

    /// <summary>How long all may take together, counted from the creation of this object.</summary>
    public required TimeSpan Limit { get; init; }

    /// <summary>Runs the tests and tells how each project fared as it goes.</summary>
    public async Task<TestReport> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(root, "output", "test-results");
        Directory.CreateDirectory(folder);
        var process = new TestProcess(processes, clock, log);
        var reports = new List<TestProjectReport>();
        foreach (var project in TestProject.Find(root).Where(IsWanted))
        {
            log($"{project.Name}…");
            var limit = LimitOf(project);
            var report =
                limit > TimeSpan.Zero
                    ? await process.RunAsync(project, Path.Combine(folder, $"{project.Name}.trx"), Filter, limit, cancellationToken)
                    : new TestProjectReport(project.Name, [], "no time was left for it", TimeSpan.Zero);
            log(report.Summary);
            reports.Add(report);
        }

        var all = new TestReport(Checked(reports));
        foreach (var line in all.Details())
        {
            log(line);
        }

        return all;
    }

    private bool IsWanted(TestProject project) =>
        Projects.Count == 0 || Projects.Any(part => project.Name.Contains(part, StringComparison.OrdinalIgnoreCase));

    private TimeSpan LimitOf(TestProject project)
    {
        var left = Limit - clock.GetElapsedTime(_started);
        return project.Name == TestProject.EndToEnd || left < ProjectLimit ? left : ProjectLimit;
    }

    // A filter that fits nothing must not look like success.
    private static IReadOnlyList<TestProjectReport> Checked(List<TestProjectReport> reports) =>
        reports.Exists(report => report.Results.Count > 0 || report.Fault is not null)
            ? reports
            : [.. reports, new TestProjectReport("Test", [], "no test fits --project and --filter", TimeSpan.Zero)];
}
