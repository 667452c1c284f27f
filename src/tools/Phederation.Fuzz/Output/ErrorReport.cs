using Phederation.Fuzzing;
using Phederation.Site;
using Spectre.Console;

namespace Phederation.Fuzz.Output;

/// <summary>An exception as what its reader needs: what and where, and how to mend it.</summary>
internal static class ErrorReport
{
    /// <summary>Writes an error.</summary>
    public static void Write(IAnsiConsole console, Exception error)
    {
        if (error is OperationCanceledException)
        {
            Consoles.Line(console, "interrupted.", "yellow");
            return;
        }

        console.Write(new ConsoleText("error: ", Style.Parse("red")));
        Consoles.Line(console, FuzzExitCodes.For(error) == ExitCode.Internal ? $"a fault of this program: {error}" : error.Message);
        if (error is FuzzException { Mend.Length: > 0 } fuzz)
        {
            Consoles.Line(console, $"  mend: {fuzz.Mend}");
        }
    }
}
