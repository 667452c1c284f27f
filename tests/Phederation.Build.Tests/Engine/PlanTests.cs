using Nuke.Common;

namespace Phederation.Build.Tests.Engine;

public sealed class PlanTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Dependencies_are_pulled_in_and_come_first()
    {
        var result = await _sandbox.RunAsync<Diamond>(build => build.Top, "--plan");
        Assert.Equal(["Bottom", "Left", "Right", "Top"], result.Planned);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Dependent_for_is_the_dependency_written_at_the_other_end()
    {
        var result = await _sandbox.RunAsync<Diamond>(build => build.Top, "Checked", "--plan");
        Assert.Equal(["Check", "Checked"], result.Planned);
    }

    [Fact]
    public async Task Before_and_after_order_without_pulling_in()
    {
        var alone = await _sandbox.RunAsync<Ordered>(build => build.Second, "Second", "--plan");
        Assert.Equal(["Second"], alone.Planned);
        var all = await _sandbox.RunAsync<Ordered>(build => build.Second, "Third", "Second", "First", "--plan");
        Assert.Equal(["First", "Second", "Third"], all.Planned);
    }

    [Fact]
    public async Task Triggers_pull_in_afterwards_until_there_are_no_new_ones()
    {
        var result = await _sandbox.RunAsync<Triggering>(build => build.Start, "--plan");
        Assert.Equal(["Start", "Needed", "Follow", "Last"], result.Planned);
    }

    [Fact]
    public async Task Plan_tells_why_each_target_is_there()
    {
        var result = await _sandbox.RunAsync<Triggering>(build => build.Start, "--plan");
        Assert.Matches(@"1\. Start\s+invoked", result.Output);
        Assert.Matches(@"2\. Needed\s+needed by Follow", result.Output);
        Assert.Matches(@"4\. Last\s+triggered by Follow", result.Output);
    }

    [Fact]
    public async Task Cycle_is_an_error_that_lists_its_members()
    {
        var result = await _sandbox.RunAsync<Cyclic>(build => build.A);
        Assert.Equal(255, result.ExitCode);
        Assert.Contains("B → A → C → B", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Ran);
    }

    [Fact]
    public async Task Several_targets_are_separated_by_space_or_plus_and_named_in_any_case_with_dashes()
    {
        foreach (var arguments in new[] { ["left", "RIGHT"], ["Left+Right"], new[] { "--target", "le-ft", "Right" } })
        {
            var result = await _sandbox.RunAsync<Diamond>(build => build.Top, [.. arguments, "--plan"]);
            Assert.Equal(["Bottom", "Left", "Right"], result.Planned);
        }
    }

    [Fact]
    public async Task Unknown_target_is_a_usage_error_with_the_nearest_name()
    {
        var result = await _sandbox.RunAsync<Diamond>(build => build.Top, "Rihgt");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("There is no target 'Rihgt'. Did you mean 'Right'?", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_to_something_that_is_no_target_is_a_definition_error()
    {
        var result = await _sandbox.RunAsync<Dangling>(build => build.Only);
        Assert.Equal(255, result.ExitCode);
        Assert.Contains("DependsOn of the target 'Only'", result.Output, StringComparison.Ordinal);
    }

    private sealed class Diamond : RecordingBuild
    {
        public Target Top => _ => _.DependsOn(Left, Right).Executes(Ran("Top"));
        public Target Right => _ => _.DependsOn(Bottom).Executes(Ran("Right"));
        public Target Left => _ => _.DependsOn(Bottom).Executes(Ran("Left"));
        public Target Bottom => _ => _.Executes(Ran("Bottom"));
        public Target Check => _ => _.DependentFor(Checked).Executes(Ran("Check"));
        public Target Checked => _ => _.Executes(Ran("Checked"));
    }

    private sealed class Ordered : RecordingBuild
    {
        public Target First => _ => _.Before(Second).Executes(Ran("First"));
        public Target Second => _ => _.Executes(Ran("Second"));
        public Target Third => _ => _.After(Second).Executes(Ran("Third"));
    }

    private sealed class Triggering : RecordingBuild
    {
        public Target Start => _ => _.Triggers(Follow).Executes(Ran("Start"));
        public Target Needed => _ => _.Executes(Ran("Needed"));
        public Target Follow => _ => _.DependsOn(Needed).Executes(Ran("Follow"));
        public Target Last => _ => _.TriggeredBy(Follow).Executes(Ran("Last"));
    }

    private sealed class Cyclic : RecordingBuild
    {
        public Target A => _ => _.DependsOn(C).Executes(Ran("A"));
        public Target B => _ => _.DependsOn(A).Executes(Ran("B"));
        public Target C => _ => _.After(B).DependsOn(B).Executes(Ran("C"));
    }

    private sealed class Dangling : RecordingBuild
    {
        public Target Only => _ => _.DependsOn(other => other).Executes(Ran("Only"));
    }
}
