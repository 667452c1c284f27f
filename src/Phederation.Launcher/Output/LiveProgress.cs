using Phederation.Site;
using Spectre.Console;

namespace Phederation.Launcher.Output;

/// <summary>Shows progress on a terminal: what is done stays as a line, what goes on is redrawn below with a spinner.</summary>
internal sealed class LiveProgress(IAnsiConsole console, StatusContext status) : IProgress<SiteEvent>
{
    /// <inheritdoc />
    public void Report(SiteEvent value)
    {
        if (value.Kind is SiteEventKind.Started or SiteEventKind.Progress)
        {
            status.Status = Markup.Escape(Plain.Text(ProgressLine.Join(value)));
        }
        else
        {
            ProgressLine.Write(console, value);
        }
    }
}
