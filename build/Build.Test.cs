using Nuke.Common;
using Phederation.BuildTasks;

/// <remarks>The tests.</remarks>
internal sealed partial class Build
{
    [Parameter("Runs only the tests whose full name contains this text")]
    private readonly string? Filter;

    [Parameter("Runs only the test projects whose names contain one of these texts, separated by +", Separator = "+")]
    private readonly string[] Project = [];

    private readonly long _started = TimeProvider.System.GetTimestamp();

    private TestReport? _tests;

    /// <summary>Provisioning, compiling and testing end within this time, whatever hangs.</summary>
    private TimeSpan TimeLeft => TimeSpan.FromMinutes(55) - TimeProvider.System.GetElapsedTime(_started);

    private Target Test =>
        _ =>
            _.Description("Provides what the tests need, compiles everything and runs all tests, end to end last")
                .DependsOn(Provision, Compile)
                .Produces(Output / "test-results" / "*.trx")
                .Executes(async () =>
                {
                    var run = new TestRun(RootDirectory, _processes, TimeProvider.System, Console.WriteLine)
                    {
                        Filter = Filter,
                        Projects = Project,
                        Limit = TimeLeft,
                    };
                    _tests = await run.RunAsync(Cancellation);
                    _tests.EnsureSuccess();
                });

    /// <summary>The verdict is the last line of all, after the summary, for people and for machines that read only that.</summary>
    protected override void OnBuildFinished()
    {
        if (ExecutionPlan.Any(target => target.Name == nameof(Test)))
        {
            Console.WriteLine((_tests ?? TestReport.NotRun).Verdict);
        }
    }
}
