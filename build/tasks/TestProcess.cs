using System.Xml;
using Phederation.Processes;

namespace Phederation.BuildTasks;

/// <summary>Runs the program of one test project and reads its results.</summary>
internal sealed class TestProcess(IProcessRunner processes, TimeProvider clock, Action<string> log)
{
    // xunit's runner never ends when it can't load what it looks for tests in.
    private static readonly TimeSpan ErrorGrace = TimeSpan.FromSeconds(10);

    /// <summary>Runs the tests of a project; whatever happens to the program is part of the report.</summary>
    /// <param name="project">The project.</param>
    /// <param name="results">The file for its results.</param>
    /// <param name="filter">Part of the names of the tests to run; null for all.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    public async Task<TestProjectReport> RunAsync(
        TestProject project,
        string results,
        string? filter,
        TimeSpan limit,
        CancellationToken cancellationToken
    )
    {
        if (project.Program is not { } program)
        {
            return new TestProjectReport(project.Name, [], "it was not compiled; is it in the solution?", TimeSpan.Zero);
        }

        File.Delete(results);
        var started = clock.GetTimestamp();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var progress = new TestProgress(clock, log) { OnError = () => ending.CancelAfter(ErrorGrace) };
        var request = Request(program, results, filter, limit) with { OnOutputLine = progress.Take };
        var (exitCode, fault) = await EndAsync(request, progress, ending.Token);
        cancellationToken.ThrowIfCancellationRequested();
        var tests = Read(results, ref fault);
        fault ??= progress.Error is { } error ? $"an error outside any test: {error}" : Doubt(exitCode, tests, filter);
        return new TestProjectReport(project.Name, tests, fault, clock.GetElapsedTime(started));
    }

    private static string? Doubt(int exitCode, IReadOnlyList<TestCaseResult> tests, string? filter)
    {
        if (tests.Count == 0 && filter is null)
        {
            return "it ran no test";
        }

        return exitCode != 0 && tests.All(test => test.Outcome != TestOutcome.Failed)
            ? $"it ended with exit code {exitCode} though no test failed: the clean-up of a class or collection did"
            : null;
    }

    private async Task<(int ExitCode, string? Fault)> EndAsync(
        ProcessRequest request,
        TestProgress progress,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var result = await processes.RunAsync(request, cancellationToken);
            // 1 is what the program says when tests failed: the results tell which.
            var isCrash = result.ExitCode is not (0 or 1);
            return (result.ExitCode, isCrash ? Describe($"it ended with exit code {result.ExitCode}", progress, result.Error) : null);
        }
        catch (ProcessFailedException failure)
        {
            return (1, Describe(failure.Message, progress, failure.ErrorTail));
        }
        catch (OperationCanceledException) when (progress.Error is { } error)
        {
            return (1, Describe($"an error outside any test: {error}", progress, ""));
        }
    }

    private static string Describe(string what, TestProgress progress, string error)
    {
        var running = progress.Running.Count > 0 ? $"\nwhile it ran {string.Join("\n      and ", progress.Running)}" : "";
        return $"{what}{running}\n{string.Join('\n', error.Split('\n').TakeLast(15))}".TrimEnd();
    }

    private static IReadOnlyList<TestCaseResult> Read(string results, ref string? fault)
    {
        if (!File.Exists(results))
        {
            fault ??= "it ended without writing its results";
            return [];
        }

        try
        {
            return TrxFile.Read(results);
        }
        catch (XmlException malformed)
        {
            fault ??= $"its results can't be read: {malformed.Message}";
            return [];
        }
    }

    private static ProcessRequest Request(string program, string results, string? filter, TimeSpan limit) =>
        new()
        {
            Program = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            Arguments =
            [
                "exec",
                program,
                "-noLogo",
                "-noColor",
                "-reporter",
                "json",
                "-trx",
                results,
                .. filter is null ? Array.Empty<string>() : ["-method", $"*{filter}*"],
            ],
            WorkingDirectory = Path.GetDirectoryName(program),
            // The tests run the build scripts of their own choice: where this build runs is not for them.
            Environment = new Dictionary<string, string?> { ["PHEDERATION_TEST_COMPLETE"] = "1", ["NUKE_ROOT"] = null },
            TimeLimit = limit,
            Overflow = OutputOverflow.KeepEnd,
            OutputLimit = 1 << 20,
        };
}
