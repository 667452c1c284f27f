using Nuke.Common;
using Nuke.Common.Execution;
using Nuke.Common.Utilities.Collections;

namespace Phederation.Build.Tests.Engine;

public sealed class RunTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Success_runs_all_actions_also_asynchronous_ones_and_ends_with_zero()
    {
        var result = await _sandbox.RunAsync<Failing>(build => build.Good);
        Assert.Equal(["sync", "async", "function"], result.Ran);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Build succeeded on ", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"Good\s+Succeeded\s+< 1sec   // Files: 3", result.Output);
    }

    [Fact]
    public async Task Failure_stops_the_plan_and_what_did_not_run_is_told()
    {
        var result = await _sandbox.RunAsync<Failing>(build => build.AfterBad);
        Assert.Equal(255, result.ExitCode);
        Assert.Empty(result.Ran);
        Assert.Equal("Failed", result.StatusOf("Bad"));
        Assert.Equal("NotRun", result.StatusOf("AfterBad"));
        Assert.Contains("// InvalidOperationException: it broke", result.Output, StringComparison.Ordinal);
        Assert.Contains("Build failed on ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fault_without_an_exit_code_of_its_own_shows_where_it_came_from()
    {
        var result = await _sandbox.RunAsync<Failing>(build => build.Bad);
        Assert.Contains("at Phederation.Build.Tests", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exception_may_carry_a_more_exact_exit_code()
    {
        var result = await _sandbox.RunAsync<Failing>(build => build.Slow);
        Assert.Equal(7, result.ExitCode);
        Assert.DoesNotContain("at Phederation.Build.Tests", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proceeding_target_lets_the_plan_go_on_and_the_build_fails_in_the_end()
    {
        var result = await _sandbox.RunAsync<Failing>(build => build.AfterProceeding);
        Assert.Equal(["AfterProceeding"], result.Ran);
        Assert.Equal(255, result.ExitCode);
    }

    [Fact]
    public async Task Assured_target_runs_after_a_failure_and_the_others_do_not()
    {
        var result = await _sandbox.RunAsync<Failing>(build => build.Bad, "Bad", "AfterBad", "CleanUp");
        Assert.Equal(["CleanUp"], result.Ran);
        Assert.Equal("NotRun", result.StatusOf("AfterBad"));
        Assert.Equal(255, result.ExitCode);
    }

    [Fact]
    public async Task Exit_code_set_by_the_build_wins()
    {
        var result = await _sandbox.RunAsync<Failing>(build => build.Chooses);
        Assert.Equal(42, result.ExitCode);
    }

    [Fact]
    public async Task Collective_target_is_not_in_the_summary()
    {
        var result = await _sandbox.RunAsync<Failing>(build => build.All);
        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotMatch(@"(?m)^All\s", result.Output);
        Assert.Equal("Succeeded", result.StatusOf("Good"));
    }

    [Fact]
    public async Task Interruption_aborts_the_target_runs_the_assured_ones_and_ends_with_130()
    {
        using var source = new CancellationTokenSource();
        _sandbox.Cancellation = source.Token;
        source.CancelAfter(TimeSpan.FromMilliseconds(300));
        var result = await _sandbox.RunAsync<Failing>(build => build.Waits, "Waits", "Good", "CleanUp");
        Assert.Equal(130, result.ExitCode);
        Assert.Equal(["CleanUp"], result.Ran);
        Assert.Equal("Aborted", result.StatusOf("Waits"));
        Assert.Equal("NotRun", result.StatusOf("Good"));
    }

    [Fact]
    public async Task Interruption_that_a_target_does_not_heed_stops_the_plan_after_it()
    {
        using var source = new CancellationTokenSource();
        _sandbox.Cancellation = source.Token;
        source.CancelAfter(TimeSpan.FromMilliseconds(100));
        var result = await _sandbox.RunAsync<Failing>(build => build.Deaf, "Deaf", "Good");
        Assert.Equal(130, result.ExitCode);
        Assert.Equal("Succeeded", result.StatusOf("Deaf"));
        Assert.Equal("NotRun", result.StatusOf("Good"));
        Assert.Empty(result.Ran);
    }

    [Fact]
    public async Task Events_come_in_order_and_the_last_one_after_the_summary()
    {
        var result = await _sandbox.RunAsync<Eventful>(build => build.Work);
        var events = result.Output.Split('\n').Where(line => line.StartsWith('*')).Select(line => line.Trim());
        Assert.Equal(["*created", "*initialized", "*running Work", "*succeeded Work", "*finished"], events);
        Assert.EndsWith("*finished\n", result.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_whose_constructor_throws_fails_with_its_message()
    {
        var result = await _sandbox.RunAsync<Broken>(build => build.Never);
        Assert.Equal(255, result.ExitCode);
        Assert.Contains("no luck", result.Output, StringComparison.Ordinal);
    }

    private sealed class Failing : RecordingBuild
    {
        public Target All => _ => _.DependsOn(Good);

        public Target Good =>
            _ =>
                _.Executes(() => Say("ran sync"))
                    .Executes(async () =>
                    {
                        await Task.Yield();
                        Say("ran async");
                    })
                    .Executes(() =>
                    {
                        Say("ran function");
                        ReportSummary(notes => notes.AddPair("Files", "3"));
                        return 3;
                    });

        public Target Bad => _ => _.Executes(() => throw new InvalidOperationException("it broke"));
        public Target AfterBad => _ => _.DependsOn(Bad).Executes(Ran("AfterBad"));
        public Target Slow => _ => _.Executes(() => throw new TimeoutException("too slow"));
        public Target Proceeding => _ => _.ProceedAfterFailure().Executes(() => throw new InvalidOperationException("never mind"));
        public Target AfterProceeding => _ => _.DependsOn(Proceeding).Executes(Ran("AfterProceeding"));

        public Target CleanUp =>
            _ =>
                _.After(Bad, AfterBad, Waits)
                    .AssuredAfterFailure()
                    .Executes(() => Task.Delay(1, CancellationToken))
                    .Executes(Ran("CleanUp"));

        public Target Chooses =>
            _ =>
                _.Executes(() =>
                {
                    ExitCode = 42;
                });
        public Target Waits => _ => _.Executes(() => Task.Delay(TimeSpan.FromMinutes(1), CancellationToken));
        public Target Deaf => _ => _.Executes(() => Task.Delay(TimeSpan.FromMilliseconds(700), CancellationToken.None));
    }

    private sealed class Eventful : RecordingBuild
    {
        public Target Work => _ => _.Executes(() => { });

        protected override void OnBuildCreated() => Say("*created");

        protected override void OnBuildInitialized() => Say("*initialized");

        protected override void OnTargetRunning(string target) => Say($"*running {target}");

        protected override void OnTargetSucceeded(string target) => Say($"*succeeded {target}");

        protected override void OnBuildFinished() => Say("*finished");
    }

    private sealed class Broken : RecordingBuild
    {
        public Broken() => throw new InvalidOperationException("no luck");

        public Target Never => _ => _;
    }
}
