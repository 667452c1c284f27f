using Phederation.Processes;

namespace Phederation.OmopJobs.Tests.Support;

/// <summary>Runs the program as a container does: a process with arguments, files and an exit code.</summary>
internal static class Job
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static ProcessRequest Request(params string[] arguments) =>
        new()
        {
            Program = Path.Combine(AppContext.BaseDirectory, "omop-jobs"),
            Arguments = arguments,
            TimeLimit = Limit,
        };

    public static Task<ProcessResult> RunAsync(CancellationToken cancellationToken, params string[] arguments) =>
        new ProcessRunner().RunAsync(Request(arguments), cancellationToken);

    /// <summary>The exit code must be the expected one; what was written says why it is not.</summary>
    public static ProcessResult Ended(this ProcessResult result, int exitCode)
    {
        Assert.True(result.ExitCode == exitCode, $"exit code {result.ExitCode}, expected {exitCode}\n{result.Output}\n{result.Error}");
        return result;
    }
}
