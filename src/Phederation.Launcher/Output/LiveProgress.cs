using Phederation.Site;
using Spectre.Console;

namespace Phederation.Launcher.Output;

/// <summary>Shows progress on a terminal: what is done stays as a line, what goes on is redrawn below with a spinner.</summary>
internal sealed class LiveProgress(IAnsiConsole console, StatusContext status) : IProgress<SiteEvent>
{
    private const int SpinnerWidth = 2;
    private readonly Lock _gate = new();

    // What goes on, side by side, in the order in which it began.
    private readonly OrderedDictionary<string, SiteEvent> _running = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public void Report(SiteEvent value)
    {
        lock (_gate)
        {
            if (value.Kind is SiteEventKind.Started or SiteEventKind.Progress)
            {
                _running[value.Step] = value;
            }
            else
            {
                if (value.Kind is SiteEventKind.Done or SiteEventKind.Failed)
                {
                    _running.Remove(value.Step);
                }

                ProgressLine.Write(console, value);
            }

            status.Status = Markup.Escape(Line());
        }
    }

    // One line: a longer one would leave its remains on the screen.
    private string Line()
    {
        var line = Plain.Text(string.Join(" · ", _running.Values.Select(ProgressLine.Join)));
        var width = Math.Max(console.Profile.Width - SpinnerWidth - 1, 1);
        return line.Length > width ? line[..(width - 1)] + "…" : line;
    }
}
