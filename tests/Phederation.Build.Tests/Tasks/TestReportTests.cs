using Phederation.BuildTasks;

namespace Phederation.Build.Tests.Tasks;

public sealed class TestReportTests
{
    private static readonly TestCaseResult Passed = new("A.passes", TestOutcome.Passed, "");
    private static readonly TestCaseResult Failed = new("A.fails", TestOutcome.Failed, "expected 1\nat A.fails()");
    private static readonly TestCaseResult Skipped = new("A.waits", TestOutcome.Skipped, "no engine");

    [Fact]
    public void Verdict_names_the_skipped_only_when_there_are_any()
    {
        Assert.Equal("1 passed, 0 failed", Report(null, Passed).Verdict);
        Assert.Equal("1 passed, 1 failed, 2 skipped", Report(null, Passed, Failed, Skipped, Skipped).Verdict);
    }

    [Fact]
    public void Project_that_crashed_counts_as_a_failure_beside_its_tests()
    {
        var report = Report("it ended with exit code 134", Passed);
        Assert.Equal("1 passed, 1 failed", report.Verdict);
        Assert.Equal(["FAILED Sample", "    it ended with exit code 134"], report.Details());
        Assert.Throws<TestsFailedException>(report.EnsureSuccess);
    }

    [Fact]
    public void Run_that_never_came_to_the_tests_is_a_failure() => Assert.Equal("0 passed, 1 failed", TestReport.NotRun.Verdict);

    [Fact]
    public void Details_list_failures_with_messages_and_count_reasons_of_skips() =>
        Assert.Equal(
            ["FAILED A.fails", "    expected 1\n    at A.fails()", "skipped 2: no engine"],
            Report(null, Skipped, Passed, Failed, Skipped).Details()
        );

    [Fact]
    public void Success_does_not_throw() => Report(null, Passed, Skipped).EnsureSuccess();

    private static TestReport Report(string? fault, params TestCaseResult[] results) =>
        new([new("Sample", results, fault, TimeSpan.FromSeconds(1))]);
}
