using System.CommandLine;
using Phederation.Fuzz.Output;
using Phederation.Fuzzing.Models;
using Phederation.Site;

namespace Phederation.Fuzz;

/// <summary>From arguments to an exit code; the only place that catches everything.</summary>
public static class FuzzProgram
{
    // A campaign ends in order with the scenario that is under way; what was taken from the target has to be given back.
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(60);

    /// <summary>Runs one command.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="models">The models that can be chosen.</param>
    /// <param name="cancellationToken">Ends the command in order, as Ctrl-C does.</param>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments,
        ServiceModels models,
        CancellationToken cancellationToken = default
    )
    {
        var options = new GlobalOptions(models);
        var parsed = FuzzCommandLine
            .Create(options)
            .Parse(arguments, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            // A misspelt command is reported as a missing one too: the last error is the one that says which word.
            await Console.Error.WriteLineAsync($"error: {Plain.Text(parsed.Errors[^1].Message)}");
            await Console.Error.WriteLineAsync(
                "  mend: phederation-fuzz --help lists the commands, phederation-fuzz COMMAND --help the options."
            );
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeToEnd },
                cancellationToken
            );
        }
#pragma warning disable CA1031 // Every exception ends as one line and an exit code of the table; nothing is swallowed.
        catch (Exception error)
#pragma warning restore CA1031
        {
            ErrorReport.Write(new Consoles(parsed.GetValue(options.NoColor)).Error, error);
            return FuzzExitCodes.For(error);
        }
    }
}
