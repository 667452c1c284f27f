using System.Xml;
using Phederation.Processes;

namespace Phederation.BuildTasks;

/// <summary>Runs the program of one test project and reads its results.</summary>
internal sealed class TestProcess(IProcessRunner processes, TimeProvider clock, Action<string> log)
{
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
        var progress = new TestProgress(clock, log);
        var fault = await FaultAsync(
            Request(program, results, filter, limit) with
            {
                OnOutputLine = progress.Take,
            },
            progress,
            cancellationToken
        );
        var tests = Read(results, ref fault);
        if (fault is null && tests.Count == 0 && filter is null)
        {
            fault = "it ran no test";
        }

        return new TestProjectReport(project.Name, tests, fault, clock.GetElapsedTime(started));
    }

    private async Task<string?> FaultAsync(ProcessRequest request, TestProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            var result = await processes.RunAsync(request, cancellationToken);
            // 1 is what the program says when tests failed: the results tell which.
            return result.ExitCode is 0 or 1 ? null : Describe($"it ended with exit code {result.ExitCode}", progress, result.Error);
        }
        catch (ProcessFailedException failure)
        {
            return Describe(failure.Message, progress, failure.ErrorTail);
        }
    }

    private static string Describe(string what, TestProgress progress, string error)
    {
        var running = progress.Running.Count > 0 ? $"\nwhile it ran {string.Join("\n      and ", progress.Running)}" : "";
        return $"{what}{running}\n{string.Join('\n', error.Split('\n').TakeLast(15))}".TrimEnd();
    }

    private static IReadOnlyList<TestResult> Read(string results, ref string? fault)
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
