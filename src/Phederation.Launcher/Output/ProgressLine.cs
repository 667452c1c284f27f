using Phederation.Site;
using Spectre.Console;

namespace Phederation.Launcher.Output;

/// <summary>One event as one line.</summary>
internal static class ProgressLine
{
    /// <summary>Writes an event as a line that begins with what it is.</summary>
    public static void Write(IAnsiConsole console, SiteEvent value)
    {
        var (word, style) = value.Kind switch
        {
            SiteEventKind.Done => ("  ok  ", "green"),
            SiteEventKind.Warning => (" warn ", "yellow"),
            SiteEventKind.Failed => (" FAIL ", "red"),
            SiteEventKind.Output => ("    | ", "grey"),
            _ => ("  ..  ", "grey"),
        };
        // In one piece and through the console: a live display redraws itself below whatever is written.
        console.Write(
            new Paragraph()
                .Append(word, Style.Parse(style))
                .Append(Plain.Text(value.Kind is SiteEventKind.Output ? value.Text : Join(value)) + "\n")
        );
    }

    /// <summary>The step and its news in one line.</summary>
    public static string Join(SiteEvent value) => value.Text.Length > 0 ? $"{value.Step}: {value.Text}" : value.Step;
}
