using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.Build.Tests.Scripts;

/// <summary>A small build made with the real script and engine, through its front door.</summary>
public sealed class SampleBuildTests(SampleRoot sample) : IClassFixture<SampleRoot>
{
    private const string Prepares = "Preparing the build program";

    [Fact(Timeout = 1_200_000)]
    public async Task Program_is_built_again_exactly_when_a_file_was_changed_added_or_deleted()
    {
        Assert.Contains("hello one", await HelloAsync(prepares: null), StringComparison.Ordinal);
        await HelloAsync(prepares: false);
        sample.Replace("hello one", "hello two");
        Assert.Contains("hello two", await HelloAsync(prepares: true), StringComparison.Ordinal);
        // The program of before is still there.
        sample.Replace("hello two", "hello one");
        Assert.Contains("hello one", await HelloAsync(prepares: false), StringComparison.Ordinal);
        sample.Write("src/Lib/More.cs", "// more");
        await HelloAsync(prepares: true);
        File.Delete(sample["src/Lib/More.cs"]);
        File.SetLastWriteTimeUtc(sample["src/Lib/Text.cs"], DateTime.UnixEpoch);
        await HelloAsync(prepares: false);
        sample.Write("src/Lib/obj/made.json", "{}");
        await HelloAsync(prepares: false);
    }

    [Fact(Timeout = 600_000)]
    public async Task Program_that_does_not_compile_ends_with_255_and_the_errors()
    {
        sample.Write("build/Broken.cs", "class Broken { int X => missing; }");
        var result = await BuildScript.RunAsync(sample.Script);
        File.Delete(sample["build/Broken.cs"]);
        Assert.Equal(255, result.ExitCode);
        Assert.Contains("CS0103", result.Error, StringComparison.Ordinal);
        Assert.Contains("does not compile", result.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 600_000)]
    public async Task Arguments_arrive_as_they_are_and_secrets_are_hidden()
    {
        var request = BuildScript.Request(sample.Script, ["Hello", "--registry", "a b  'c' \"d\" $e", "--no-logo"]);
        var environment = new Dictionary<string, string?>(request.Environment) { ["NUKE_TOKEN"] = "open sesame" };
        var result = await BuildScript.RunAsync(request with { Environment = environment });
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("hello one a b  'c' \"d\" $e *****", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", result.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 600_000)]
    public async Task Failure_ends_with_255_and_the_last_line_comes_after_the_summary()
    {
        var result = await BuildScript.RunAsync(sample.Script, "Fail");
        Assert.Equal(255, result.ExitCode);
        Assert.Contains("on purpose", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"Build failed on .*\n(.*\n)*the last line\n$", result.Output);
    }

    [Fact(Timeout = 600_000)]
    public async Task Interrupt_cancels_the_target_cleans_up_and_ends_with_130()
    {
        await HelloAsync(prepares: null);
        using var folder = new TempFolder();
        var request = BuildScript.Request(sample.Script, ["Wait"]) with { TimeLimit = null };
        await using var build = ServerProcess.Start(request, folder["log"]);
        await build.WaitUntilReadyAsync(
            _ => Task.FromResult(File.Exists(sample["output/note.txt"])),
            TimeSpan.FromMinutes(2),
            TestContext.Current.CancellationToken
        );
        var interrupt = new ProcessRequest { Program = "kill", Arguments = ["-INT", $"{build.ProcessId}"] };
        (await BuildScript.RunAsync(interrupt)).EnsureSuccess(interrupt);
        Assert.Equal(130, await build.WaitForExitAsync(TestContext.Current.CancellationToken));
        Assert.Equal("cleaned", await File.ReadAllTextAsync(sample["output/note.txt"], TestContext.Current.CancellationToken));
        Assert.Matches(@"Wait\s+Aborted", await File.ReadAllTextAsync(folder["log"], TestContext.Current.CancellationToken));
    }

    private async Task<string> HelloAsync(bool? prepares)
    {
        var result = await BuildScript.RunAsync(sample.Script);
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        if (prepares is { } expected)
        {
            Assert.Equal(expected, result.Error.Contains(Prepares, StringComparison.Ordinal));
        }

        return result.Output;
    }
}
