using Nuke.Common;
using Nuke.Common.IO;

namespace Phederation.Build.Tests.Engine;

public sealed class ParameterTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Command_line_wins_over_environment_over_profiles_over_the_common_file()
    {
        _sandbox.Write(".nuke/parameters.json", """{ "$schema": "./build.schema.json", "TrustServer": "common" }""");
        Assert.Equal("common", await ValueAsync("TrustServer"));
        _sandbox.Write(".nuke/parameters.one.json", """{ "TrustServer": "one" }""");
        _sandbox.Write(".nuke/parameters.two.json", """{ "trust-server": "two" }""");
        Assert.Equal("one", await ValueAsync("TrustServer", "--profile", "one"));
        Assert.Equal("two", await ValueAsync("TrustServer", "--profile", "one", "two"));
        _sandbox.Environment["TRUST_SERVER"] = "environment";
        Assert.Equal("environment", await ValueAsync("TrustServer", "--profile", "one"));
        _sandbox.Environment["NUKE_TRUST_SERVER"] = "prefixed";
        Assert.Equal("prefixed", await ValueAsync("TrustServer"));
        Assert.Equal("line", await ValueAsync("TrustServer", "--trust-server", "line"));
        Assert.Equal("line", await ValueAsync("TrustServer", "--TRUSTSERVER", "line"));
        Assert.Equal("-line", await ValueAsync("TrustServer", "--trust-server=-line"));
    }

    [Fact]
    public async Task Variable_of_one_common_word_is_not_taken_unless_it_is_spelt_as_the_parameter()
    {
        _sandbox.Environment["COUNT"] = "3";
        _sandbox.Environment["TARGET"] = "x86_64-linux";
        _sandbox.Environment["HELP"] = "true";
        Assert.Equal("1", await ValueAsync("Count"));
        _sandbox.Environment["Count"] = "4";
        Assert.Equal("4", await ValueAsync("Count"));
        _sandbox.Environment["NUKE_COUNT"] = "5";
        Assert.Equal("5", await ValueAsync("Count"));
    }

    [Fact]
    public async Task Value_that_does_not_come_from_the_command_line_is_told()
    {
        _sandbox.Environment["NUKE_COUNT"] = "5";
        var result = await _sandbox.RunAsync<Typed>(build => build.Show);
        Assert.Contains("--count 5  (from environment NUKE_COUNT)", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_variables_with_different_values_are_an_error()
    {
        _sandbox.Environment["NUKE_COUNT"] = "5";
        _sandbox.Environment["NukeCount"] = "6";
        var result = await _sandbox.RunAsync<Typed>(build => build.Show);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("several values for Count", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_variable_counts_as_not_given()
    {
        _sandbox.Environment["NUKE_COUNT"] = "";
        Assert.Equal("1", await ValueAsync("Count"));
    }

    [Theory]
    [InlineData("Flag", "True", "--flag")]
    [InlineData("Flag", "False", "--flag", "false")]
    [InlineData("Flag", "True", "--flag=1")]
    [InlineData("Items", "a|b|c", "--items", "a+b", "c")]
    [InlineData("Words", "a+b|c", "--words", "a+b", "c")]
    [InlineData("Colour", "Blue", "--colour", "blue")]
    [InlineData("Patience", "00:30:00", "--patience", "00:30:00")]
    [InlineData("Maybe", "7", "--maybe", "7")]
    [InlineData("Maybe", "")]
    public async Task Values_are_converted_to_the_type(string parameter, string expected, params string[] arguments) =>
        Assert.Equal(expected, await ValueAsync(parameter, arguments));

    [Fact]
    public async Task Relative_path_counts_from_the_working_directory_and_in_a_file_from_the_root()
    {
        _sandbox.WorkingDirectory = "nested/deep";
        Directory.CreateDirectory(Path.Combine(_sandbox.Root, "nested/deep"));
        Assert.Equal(Path.Combine(_sandbox.Root, "nested/out"), await ValueAsync("Folder", "--folder", "../out"));
        _sandbox.Write(".nuke/parameters.json", """{ "Folder": "out" }""");
        Assert.Equal(Path.Combine(_sandbox.Root, "out"), await ValueAsync("Folder"));
    }

    [Theory]
    [InlineData("--count: 'many' does not fit --count (of type Int32)", "--count", "many")]
    [InlineData("--count: a value is missing", "--count")]
    [InlineData("--count: one value is expected, not 2 ('1' '2')", "--count", "1", "2")]
    [InlineData("'yellow' does not fit --colour (one of Red, Blue)", "--colour", "yellow")]
    [InlineData("'1' does not fit --colour", "--colour", "1")]
    [InlineData("'maybe' does not fit --flag (true or false)", "--flag", "maybe")]
    [InlineData("--coutn is no parameter of this build. Did you mean '--count'?", "--coutn", "1")]
    [InlineData("is given twice", "--count", "1", "-Count", "2")]
    [InlineData("a name must follow the dashes", "--")]
    [InlineData("The profile 'none' has no file", "--profile", "none")]
    [InlineData("the folder '/no/such/folder' does not exist", "--root", "/no/such/folder")]
    public async Task Wrong_command_line_is_a_usage_error_that_says_what_fits(string message, params string[] arguments)
    {
        var result = await _sandbox.RunAsync<Typed>(build => build.Show, arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Ran);
    }

    [Fact]
    public async Task Unknown_name_in_a_file_is_a_usage_error_with_the_file_and_the_nearest_name()
    {
        var file = _sandbox.Write(".nuke/parameters.json", """{ "Cuont": 2 }""");
        var result = await _sandbox.RunAsync<Typed>(build => build.Show);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"{file}: 'Cuont' is no parameter of this build. Did you mean 'Count'?", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n  \"Count\": }", ":2:12: malformed JSON")]
    [InlineData("[]", ":1:1: a JSON object is needed")]
    public async Task Malformed_file_is_told_with_its_place(string text, string message)
    {
        var file = _sandbox.Write(".nuke/parameters.json", text);
        var result = await _sandbox.RunAsync<Typed>(build => build.Show);
        Assert.Equal(3, result.ExitCode);
        Assert.Contains(file + message, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requirements_of_the_scheduled_targets_are_told_all_at_once_before_anything_runs()
    {
        var result = await _sandbox.RunAsync<Needy>(build => build.Publish);
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Ran);
        Assert.Contains("The target Publish needs --registry.", result.Output, StringComparison.Ordinal);
        Assert.Contains("The target Publish needs --level.", result.Output, StringComparison.Ordinal);
        Assert.Contains("The target Publish requires: ", result.Output, StringComparison.Ordinal);
        Assert.Contains("--always must be given.", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requirements_that_hold_let_the_targets_run_and_those_of_other_targets_are_not_asked()
    {
        var other = await _sandbox.RunAsync<Needy>(build => build.Publish, "Build", "--always", "x");
        Assert.Equal(["Build"], other.Ran);
        var all = await _sandbox.RunAsync<Needy>(build => build.Publish, "--always", "x", "--registry", "r", "--level", "0");
        Assert.Equal(["Build", "Publish"], all.Ran);
        var blank = await _sandbox.RunAsync<Needy>(build => build.Publish, "--always", "x", "--registry", " ", "--level", "0");
        Assert.Equal(2, blank.ExitCode);
    }

    [Fact]
    public async Task Root_is_the_first_folder_upwards_that_holds_dot_nuke()
    {
        Directory.CreateDirectory(Path.Combine(_sandbox.Root, "a/b"));
        _sandbox.WorkingDirectory = "a/b";
        var result = await _sandbox.RunAsync<Typed>(build => build.Show, "Root");
        Assert.Contains($"root {_sandbox.Root}", result.Output, StringComparison.Ordinal);
    }

    private async Task<string> ValueAsync(string parameter, params string[] arguments)
    {
        var result = await _sandbox.RunAsync<Typed>(build => build.Show, ["Show", .. arguments]);
        Assert.True(result.ExitCode == 0, result.Output);
        var line = result.Output.Split('\n').Single(line => line.StartsWith($"{parameter}=", StringComparison.Ordinal));
        return line[(parameter.Length + 1)..].Trim();
    }

    private sealed class Typed : RecordingBuild
    {
        [Parameter("Where the trust server is.")]
        private readonly string? TrustServer;

        [Parameter]
        private readonly int Count = 1;

        [Parameter]
        private readonly int? Maybe;

        [Parameter]
        private readonly TimeSpan Patience;

        [Parameter]
        private readonly AbsolutePath? Folder;

        [Parameter]
        private bool Flag { get; }

        [Parameter(Separator = "+")]
        private string[] Items { get; set; } = [];

        [Parameter]
        private IReadOnlyList<string> Words { get; set; } = [];

        [Parameter]
        private Colour Colour { get; set; }

        public Target Root => _ => _.Executes(() => Say($"root {RootDirectory}"));

        public Target Show =>
            _ =>
                _.Executes(() =>
                {
                    Say($"TrustServer={TrustServer}");
                    Say($"Count={Count}");
                    Say($"Maybe={Maybe}");
                    Say($"Patience={Patience}");
                    Say($"Folder={Folder}");
                    Say($"Flag={Flag}");
                    Say($"Items={string.Join('|', Items)}");
                    Say($"Words={string.Join('|', Words)}");
                    Say($"Colour={Colour}");
                });
    }

    private sealed class Needy : RecordingBuild
    {
        [Parameter]
        private readonly string? Registry;

        [Parameter]
        private readonly int? Level;

        [Parameter, Required]
        private readonly string? Always;

        public Target Build => _ => _.Executes(Ran("Build"));

        public Target Publish =>
            _ => _.DependsOn(Build).Requires(() => Registry).Requires(() => Level).Requires(() => Always != null).Executes(Ran("Publish"));
    }
}
