using Nuke.Common;

namespace Phederation.Build.Tests.Engine;

public sealed class SkippingTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Skip_leaves_out_a_target_with_what_only_it_needs()
    {
        var result = await _sandbox.RunAsync<Chain>(build => build.Publish, "--skip", "Build");
        Assert.Equal(["Restore", "Test", "Publish"], result.Ran);
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"Build\s+Skipped\s+// --skip", result.Output);
        Assert.Matches(@"Prepare\s+Skipped\s+// only for Build", result.Output);
    }

    [Fact]
    public async Task Skip_without_a_list_leaves_out_everything_that_was_not_invoked()
    {
        var result = await _sandbox.RunAsync<Chain>(build => build.Publish, "Publish", "--skip");
        Assert.Equal(["Publish"], result.Ran);
    }

    [Fact]
    public async Task Invoked_target_is_never_skipped_by_skip()
    {
        var result = await _sandbox.RunAsync<Chain>(build => build.Publish, "Publish", "Build", "--skip", "Build+Publish");
        Assert.Equal(["Restore", "Prepare", "Build", "Test", "Publish"], result.Ran);
    }

    [Fact]
    public async Task Unknown_name_in_skip_is_a_usage_error()
    {
        var result = await _sandbox.RunAsync<Chain>(build => build.Publish, "--skip", "Bulid");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Did you mean 'Build'?", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Static_condition_skips_with_dependencies_and_shows_its_text()
    {
        var result = await _sandbox.RunAsync<Conditional>(build => build.Static);
        Assert.Empty(result.Ran);
        Assert.Contains("// Never", result.Output, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Static_condition_with_execute_keeps_the_dependencies()
    {
        var result = await _sandbox.RunAsync<Conditional>(build => build.Keeping);
        Assert.Equal(["Prepare"], result.Ran);
    }

    [Fact]
    public async Task Dynamic_condition_is_asked_when_the_turn_comes()
    {
        var result = await _sandbox.RunAsync<Conditional>(build => build.Dynamic);
        Assert.Equal(["Prepare", "Dynamic"], result.Ran);
        var skipped = await _sandbox.RunAsync<Conditional>(build => build.Dynamic, "--skip", "Prepare");
        Assert.Empty(skipped.Ran);
        Assert.Equal("Skipped", skipped.StatusOf("Dynamic"));
    }

    [Fact]
    public async Task Condition_that_throws_fails_the_build()
    {
        var result = await _sandbox.RunAsync<Conditional>(build => build.Throwing);
        Assert.Equal(255, result.ExitCode);
        Assert.Contains("A condition of the target Throwing failed: oh", result.Output, StringComparison.Ordinal);
    }

    private sealed class Chain : RecordingBuild
    {
        public Target Restore => _ => _.Executes(Ran("Restore"));
        public Target Prepare => _ => _.Executes(Ran("Prepare"));
        public Target Build => _ => _.DependsOn(Restore, Prepare).Executes(Ran("Build"));
        public Target Test => _ => _.DependsOn(Restore, Build).Executes(Ran("Test"));
        public Target Publish => _ => _.DependsOn(Build, Test).Executes(Ran("Publish"));
    }

    private sealed class Conditional : RecordingBuild
    {
        private bool _prepared;

        public Target Prepare =>
            _ =>
                _.Executes(() =>
                {
                    _prepared = true;
                    Say("ran Prepare");
                });

        public Target Static => _ => _.DependsOn(Prepare).OnlyWhenStatic(() => Never).Executes(Ran("Static"));
        public Target Keeping =>
            _ => _.DependsOn(Prepare).OnlyWhenStatic(() => Never).WhenSkipped(DependencyBehavior.Execute).Executes(Ran("Keeping"));

        public Target Dynamic => _ => _.DependsOn(Prepare).OnlyWhenDynamic(() => _prepared).Executes(Ran("Dynamic"));
        public Target Throwing => _ => _.OnlyWhenDynamic(() => Fails()).Executes(Ran("Throwing"));

        private static bool Never => false;

        private static bool Fails() => throw new InvalidOperationException("oh");
    }
}
