using System.CommandLine;
using Phederation.Launcher.Output;
using Phederation.Site;

namespace Phederation.Launcher;

/// <summary>From arguments to an exit code; the only place that catches everything.</summary>
internal static class LauncherProgram
{
    // An interrupted `up` brings the previous container back before it ends; only then is the process ended by force.
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(90);

    /// <summary>Runs one command.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var options = new GlobalOptions();
        var parsed = LauncherCommandLine
            .Create(options)
            .Parse(arguments, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            // A misspelt command is reported as a missing one too: the last error is the one that says which word.
            await Console.Error.WriteLineAsync($"error: {Plain.Text(parsed.Errors[^1].Message)}");

            await Console.Error.WriteLineAsync("  mend: phederation --help lists the commands, phederation COMMAND --help the options.");
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
            ErrorReport.Write(new Consoles(parsed.GetValue(options.NoColor)).Error, error);
            return ExitCodes.For(error);
        }
    }
}
