using Phederation.BuildTasks;
using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.Build.Tests.Tasks;

/// <summary>
/// The runs are real test programs: this one, laid out under other names. Those that crash or hang do so in
/// <see cref="Misbehaviour" />, which waits for the name of what to do in a file beside the program.
/// </summary>
public sealed class TestRunTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<string> _log = [];

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Report_counts_the_tests_of_all_projects()
    {
        Lay("One", misbehaviour: "none");
        Lay("Two", misbehaviour: "none");
        var report = await RunAsync();
        Assert.Equal("2 passed, 0 failed", report.Verdict);
        Assert.True(File.Exists(_folder["output/test-results/One.trx"]));
        Assert.True(File.Exists(_folder["output/test-results/Two.trx"]));
    }

    [Fact(Timeout = 120_000)]
    public async Task Failed_test_is_told_with_its_name_and_message()
    {
        Lay("One", misbehaviour: "fail");
        var report = await RunAsync();
        Assert.Equal("0 passed, 1 failed", report.Verdict);
        Assert.Contains(_log, line => line.StartsWith("  failed: ", StringComparison.Ordinal));
        var details = string.Join('\n', report.Details());
        Assert.Contains("FAILED Phederation.Build.Tests.Tasks.Misbehaviour.Program_does_as_told", details, StringComparison.Ordinal);
        Assert.Contains("told to fail", details, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Project_that_crashes_is_a_failure_that_names_the_test_that_ran()
    {
        Lay("One", misbehaviour: "crash");
        Lay("Two", misbehaviour: "none");
        var report = await RunAsync();
        Assert.Equal("1 passed, 1 failed", report.Verdict);
        Assert.Contains("Program_does_as_told", string.Join('\n', report.Details()), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Project_that_hangs_is_stopped_at_its_limit_and_named()
    {
        Lay("One", misbehaviour: "hang");
        Lay("Two", misbehaviour: "none");
        var report = await RunAsync(projectLimit: TimeSpan.FromSeconds(8));
        Assert.Equal("1 passed, 1 failed", report.Verdict);
        Assert.Contains("Program_does_as_told", string.Join('\n', report.Details()), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Project_for_which_no_time_is_left_is_a_failure()
    {
        Lay("One", misbehaviour: "none");
        var report = await RunAsync(limit: TimeSpan.Zero);
        Assert.Equal("0 passed, 1 failed", report.Verdict);
        Assert.Contains("no time was left", string.Join('\n', report.Details()), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Project_without_a_test_is_a_failure_unless_a_filter_left_none()
    {
        Lay("One", misbehaviour: "none");
        var filtered = await RunAsync(filter: "no such test");
        Assert.Equal("0 passed, 1 failed", filtered.Verdict);
        Assert.Contains("no test fits --project and --filter", string.Join('\n', filtered.Details()), StringComparison.Ordinal);
        _folder.Write("tests/Empty/Empty.csproj", "<Project />");
        Assert.Contains("it was not compiled", string.Join('\n', (await RunAsync()).Details()), StringComparison.Ordinal);
    }

    [Fact]
    public void Projects_are_found_by_name_with_the_end_to_end_one_last()
    {
        _folder.Write(
            "tests/EndToEnd/EndToEnd.csproj",
            "<Project><PropertyGroup><AssemblyName>Other</AssemblyName></PropertyGroup></Project>"
        );
        _folder.Write("tests/Z.Tests/Z.Tests.csproj", "<Project />");
        _folder.Write("tests/Help/Help.csproj", "<Project><PropertyGroup><IsTestProject>false</IsTestProject></PropertyGroup></Project>");
        _folder.Write("tests/A.Tests/A.Tests.csproj", "<Project />");
        var found = TestProject.Find(_folder.Path);
        Assert.Equal(["A.Tests", "Z.Tests", "EndToEnd"], found.Select(project => project.Name));
        Assert.Equal("Other", found[^1].Assembly);
    }

    private Task<TestReport> RunAsync(string? filter = nameof(Misbehaviour), TimeSpan? limit = null, TimeSpan? projectLimit = null)
    {
        var run = new TestRun(_folder.Path, new ProcessRunner(), TimeProvider.System, _log.Add)
        {
            Filter = filter,
            Limit = limit ?? TimeSpan.FromMinutes(2),
            ProjectLimit = projectLimit ?? TimeSpan.FromMinutes(1),
        };
        return run.RunAsync(TestContext.Current.CancellationToken);
    }

    private void Lay(string name, string misbehaviour)
    {
        const string Assembly = "Phederation.Build.Tests";
        _folder.Write(
            $"tests/{name}/{name}.csproj",
            $"<Project><PropertyGroup><AssemblyName>{Assembly}</AssemblyName></PropertyGroup></Project>"
        );
        var target = Directory.CreateDirectory(_folder[$"tests/{name}/bin/Release/net10.0"]);
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory))
        {
            File.CreateSymbolicLink(Path.Combine(target.FullName, Path.GetFileName(file)), file);
        }

        // Links would lead the program back to where it was built; the program itself must be here.
        File.Delete(Path.Combine(target.FullName, $"{Assembly}.dll"));
        File.Copy(Path.Combine(AppContext.BaseDirectory, $"{Assembly}.dll"), Path.Combine(target.FullName, $"{Assembly}.dll"));
        File.WriteAllText(Path.Combine(target.FullName, Misbehaviour.File), misbehaviour);
    }
}
