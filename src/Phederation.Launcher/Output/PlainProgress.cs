using Phederation.Site;
using Spectre.Console;

namespace Phederation.Launcher.Output;

/// <summary>Shows progress as lines, for a file, a pipe or a terminal that can't redraw.</summary>
internal sealed class PlainProgress(IAnsiConsole console) : IProgress<SiteEvent>
{
    private readonly Dictionary<string, string> _shown = [];

    /// <inheritdoc />
    public void Report(SiteEvent value)
    {
        lock (_shown)
        {
            // A state that is reported each second is told once.
            if (value.Kind is SiteEventKind.Progress && _shown.TryGetValue(value.Step, out var last) && last == value.Text)
            {
                return;
            }

            _shown[value.Step] = value.Text;
            ProgressLine.Write(console, value);
        }
    }
}
