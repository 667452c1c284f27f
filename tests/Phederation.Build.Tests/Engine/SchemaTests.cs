using System.Text.Json;
using Nuke.Common;

namespace Phederation.Build.Tests.Engine;

public sealed class SchemaTests : IDisposable
{
    private const string File = ".nuke/build.schema.json";
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Schema_has_the_shape_that_the_nuke_tool_reads()
    {
        await _sandbox.RunAsync<Sample>(build => build.Zip);
        using var schema = JsonDocument.Parse(_sandbox.Read(File));
        var root = schema.RootElement;
        Assert.Equal("http://json-schema.org/draft-04/schema#", root.GetProperty("$schema").GetString());
        var definitions = root.GetProperty("definitions");
        Assert.Equal(["All", "Hidden", "Zip"], Strings(definitions.GetProperty("ExecutableTarget").GetProperty("enum")));
        foreach (var name in new[] { "Target", "Skip" })
        {
            var list = definitions.GetProperty("NukeBuild").GetProperty("properties").GetProperty(name);
            Assert.Equal("array", list.GetProperty("type").GetString());
            Assert.Equal("#/definitions/ExecutableTarget", list.GetProperty("items").GetProperty("$ref").GetString());
        }

        var own = root.GetProperty("allOf")[0].GetProperty("properties");
        Assert.Equal("string", own.GetProperty("Registry").GetProperty("type").GetString());
        Assert.Equal("Where to push", own.GetProperty("Registry").GetProperty("description").GetString());
        Assert.Equal("boolean", own.GetProperty("Fast").GetProperty("type").GetString());
        Assert.Equal("integer", own.GetProperty("Retries").GetProperty("type").GetString());
        Assert.Equal(["Red", "Blue"], Strings(own.GetProperty("Colours").GetProperty("items").GetProperty("enum")));
        Assert.Equal("#/definitions/NukeBuild", root.GetProperty("allOf")[1].GetProperty("$ref").GetString());
    }

    [Fact]
    public async Task Schema_is_written_at_each_run_but_only_when_it_differs()
    {
        await _sandbox.RunAsync<Sample>(build => build.Zip, "--help");
        var path = Path.Combine(_sandbox.Root, File);
        var first = _sandbox.Read(File);
        System.IO.File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
        await _sandbox.RunAsync<Sample>(build => build.Zip, "--plan");
        Assert.Equal(DateTime.UnixEpoch, System.IO.File.GetLastWriteTimeUtc(path));
        _sandbox.Write(File, "{}");
        await _sandbox.RunAsync<Sample>(build => build.Zip);
        Assert.Equal(first, _sandbox.Read(File));
        Assert.Equal(
            [File],
            Directory.EnumerateFiles(Path.Combine(_sandbox.Root, ".nuke")).Select(file => $".nuke/{Path.GetFileName(file)}")
        );
    }

    [Fact]
    public async Task Help_lists_targets_with_dependencies_parameters_and_exit_codes_and_runs_nothing()
    {
        var result = await _sandbox.RunAsync<Sample>(build => build.Zip, "--help");
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Ran);
        Assert.Matches(@"Zip \(default\)\s+Packs it all  → All", result.Output);
        Assert.Matches(@"--registry\s+Where to push", result.Output);
        Assert.Matches(@"--colours\s+\(Red, Blue\)", result.Output);
        Assert.Matches(@"130\s+interrupted", result.Output);
        Assert.DoesNotContain("Hidden", result.Output, StringComparison.Ordinal);
        Assert.Equal(result, await _sandbox.RunAsync<Sample>(build => build.Zip, "-h"));
    }

    private static IEnumerable<string?> Strings(JsonElement array) => array.EnumerateArray().Select(item => item.GetString());

    private sealed class Sample : RecordingBuild
    {
        [Parameter("Where to push.")]
        private readonly string? Registry;

        [Parameter]
        private readonly bool Fast;

        [Parameter]
        private readonly int Retries;

        [Parameter]
        private readonly Colour[] Colours = [];

        public Target Zip =>
            _ => _.Description("Packs it all").DependsOn(All).Executes(() => Say($"ran {Registry}{Fast}{Retries}{Colours}"));
        public Target All => _ => _.Executes(Ran("All"));
        public Target Hidden => _ => _.Unlisted();
    }
}
