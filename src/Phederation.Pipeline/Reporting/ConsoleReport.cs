using Spectre.Console;

namespace Phederation.Pipeline.Reporting;

/// <summary>The report on a console: in colour on a terminal, plain lines of any length elsewhere.</summary>
public sealed class ConsoleReport(IAnsiConsole console, TimeProvider time) : IPipelineReport
{
    private const int NoWrap = 4096;
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(2);
    private readonly Lock _lock = new();
    private long _lastProgress;

    /// <summary>A report on this process's console as it is now: its writer may mask secrets.</summary>
    public static ConsoleReport OfThisProcess(TimeProvider time)
    {
        var isTerminal = !Console.IsOutputRedirected;
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
                ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
                Out = new AnsiConsoleOutput(Console.Out),
            }
        );
        if (!isTerminal)
        {
            console.Profile.Width = NoWrap;
        }

        return new ConsoleReport(console, time);
    }

    /// <inheritdoc />
    public void Line(string text) => console.MarkupLineInterpolated($"  {text}");

    /// <inheritdoc />
    public void Warning(string text) => console.MarkupLineInterpolated($"  [yellow]! {text}[/]");

    /// <inheritdoc />
    public void Progress(string text)
    {
        lock (_lock)
        {
            // A build or a trace tells more than a person reads: one line now and then shows that it moves.
            if (_lastProgress != 0 && time.GetElapsedTime(_lastProgress) < ProgressInterval)
            {
                return;
            }

            _lastProgress = time.GetTimestamp();
        }

        console.MarkupLineInterpolated($"    [grey]{text}[/]");
    }
}
