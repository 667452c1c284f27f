using Spectre.Console;

namespace Phederation.Fuzz.Output;

/// <summary>The two streams of the program: results on the standard output, news and errors on the standard error.</summary>
internal sealed class Consoles
{
    private const int WidthOfAFile = 2000;

    /// <summary>Consoles over the process's own streams.</summary>
    /// <param name="isColourless">Whether colours are off, whatever the terminal can.</param>
    public Consoles(bool isColourless)
    {
        var isPlain = isColourless || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        Out = Make(Console.Out, Console.IsOutputRedirected, isPlain);
        Error = Make(Console.Error, Console.IsErrorRedirected, isPlain);
    }

    /// <summary>For results.</summary>
    public IAnsiConsole Out { get; }

    /// <summary>For news and errors.</summary>
    public IAnsiConsole Error { get; }

    /// <summary>Writes a line, possibly with text of others in it.</summary>
    public static void Line(IAnsiConsole console, string text, string style = "") =>
        console.Write(new ConsoleText(Plain.Text(text) + "\n", style.Length > 0 ? Style.Parse(style) : null) { Overflow = Overflow.Fold });

    private static IAnsiConsole Make(TextWriter writer, bool isRedirected, bool isPlain)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                // "No" would colour by the system's console, whatever this stream is: Spectre then writes no codes, and .NET does.
                Ansi = isRedirected || isPlain ? AnsiSupport.Yes : AnsiSupport.Detect,
                ColorSystem = isRedirected || isPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
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
