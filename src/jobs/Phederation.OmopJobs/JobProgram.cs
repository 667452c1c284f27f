using System.CommandLine;
using Phederation.OmopJobs.Connecting;
using Phederation.OmopJobs.Output;

namespace Phederation.OmopJobs;

/// <summary>From arguments to an exit code; the only place that catches everything.</summary>
internal static class JobProgram
{
    // A job that is asked to stop cancels its statement and rolls back; only then is the process ended by force.
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(20);

    /// <summary>Runs one job.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var parsed = JobCommandLine
            .Create()
            .Parse(arguments, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"error: {Plain.Text(parsed.Errors[^1].Message)}");
            await Console.Error.WriteLineAsync("  mend: --help lists the options.");
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeToEnd }
            );
        }
#pragma warning disable CA1031 // Every exception ends as one line and an exit code of the table; nothing is swallowed.
        catch (Exception error)
#pragma warning restore CA1031
        {
            var reason = DatabaseErrors.Explain(error);
            await Console.Error.WriteLineAsync($"error: {Plain.Text(reason.Message)}");
            await Console.Error.WriteLineAsync($"  mend: {Plain.Text(reason.Mend)}");
            if (reason.ExitCode == ExitCode.Internal)
            {
                await Console.Error.WriteLineAsync(error.StackTrace);
            }

            return reason.ExitCode;
        }
    }
}
