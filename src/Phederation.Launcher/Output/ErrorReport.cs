using Phederation.Site;
using Spectre.Console;

namespace Phederation.Launcher.Output;

/// <summary>An exception as what its reader needs: what and where, and how to mend it.</summary>
internal static class ErrorReport
{
    /// <summary>Writes an error.</summary>
    public static void Write(IAnsiConsole console, Exception error)
    {
        var code = ExitCodes.For(error);
        if (error is OperationCanceledException)
        {
            Consoles.Line(console, "interrupted: run the same command again to go on.", "yellow");
            return;
        }

        console.Write(new ConsoleText("error: ", Style.Parse("red")));
        Consoles.Line(console, code == ExitCode.Internal ? $"a fault of this program: {error}" : error.Message);
        if (error is SiteException { Mend.Length: > 0 } site)
        {
            Consoles.Line(console, $"  mend: {site.Mend}");
        }
    }
}
