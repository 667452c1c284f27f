using Spectre.Console;

namespace Phederation.Launcher.Output;

/// <summary>The two streams of the program: results on the standard output, news and errors on the standard error.</summary>
internal sealed class Consoles
{
    private const int WidthOfAFile = 2000;

    /// <summary>Consoles over the process's own streams.</summary>
    /// <param name="isColourless">Whether colours and live output are off, whatever the terminal can.</param>
    public Consoles(bool isColourless)
    {
        Out = Make(Console.Out, Console.IsOutputRedirected, isColourless);
        Error = Make(Console.Error, Console.IsErrorRedirected, isColourless);
        IsLive = !isColourless && !Console.IsErrorRedirected && Error.Profile.Capabilities.Ansi;
    }

    /// <summary>For results.</summary>
    public IAnsiConsole Out { get; }

    /// <summary>For news and errors.</summary>
    public IAnsiConsole Error { get; }

    /// <summary>Whether progress may be drawn over itself.</summary>
    public bool IsLive { get; }

    /// <summary>Writes a line of the program's own, possibly with text of others in it.</summary>
    public static void Line(IAnsiConsole console, string text, string style = "")
    {
        if (style.Length > 0)
        {
            console.Write(new ConsoleText(Plain.Text(text) + "\n", Style.Parse(style)));
        }
        else
        {
            // Unwrapped: a path or digest that is broken over lines can't be copied.
            console.Profile.Out.Writer.WriteLine(Plain.Text(text));
        }
    }

    private static IAnsiConsole Make(TextWriter writer, bool isRedirected, bool isColourless)
    {
        var isPlain = isRedirected || isColourless;
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                // "No" would colour by the system's console, whatever this stream is: Spectre then writes no codes, and .NET does.
                Ansi = isPlain ? AnsiSupport.Yes : AnsiSupport.Detect,
                ColorSystem = isPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
                Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
                Out = new AnsiConsoleOutput(writer),
            }
        );
        if (isRedirected)
        {
            console.Profile.Width = WidthOfAFile;
        }

        return console;
    }
}
