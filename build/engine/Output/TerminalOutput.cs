using Spectre.Console;

namespace Nuke.Common.Execution;

/// <summary>Colours and rules, for a person at a terminal.</summary>
internal sealed class TerminalOutput : BuildOutput
{
    private readonly IAnsiConsole _console;

    /// <summary>Writes to a terminal through a writer.</summary>
    public TerminalOutput(TextWriter writer) =>
        _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });

    /// <inheritdoc />
    public override void Write(string text, Tone tone = Tone.Normal)
    {
        // The console writes the codes, the terminal wraps: a path that is broken by us can't be copied.
        _console.Write(new Segments(text, Style(tone)));
        _console.WriteLine();
    }

    /// <inheritdoc />
    protected override void WriteHeading(string target)
    {
        _console.WriteLine();
        _console.Write(new Rule($"[bold]{Markup.Escape(target)}[/]").LeftJustified().RuleStyle("blue"));
    }

    private static Style Style(Tone tone) =>
        tone switch
        {
            Tone.Faint => new Style(Color.Grey),
            Tone.Success => new Style(Color.Green),
            Tone.Warning => new Style(Color.Yellow),
            Tone.Failure => new Style(Color.Red),
            _ => Spectre.Console.Style.Plain,
        };
}
