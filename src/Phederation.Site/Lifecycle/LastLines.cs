using Phederation.Containers.Engine;

namespace Phederation.Site.Lifecycle;

/// <summary>The end of a container's log, for saying why it failed.</summary>
internal static class LastLines
{
    private const int Lines = 20;
    private const int Bytes = 16 * 1024;

    /// <summary>Reports the last lines; a log that can't be read is no second failure.</summary>
    public static async Task ReportAsync(
        EngineClient engine,
        string container,
        string step,
        IProgress<SiteEvent> progress,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var text = await engine.Containers.LogTextAsync(
                container,
                new Containers.Engine.LogOptions { Tail = Lines },
                Bytes,
                cancellationToken
            );
            foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                progress.Output(step, line.TrimEnd('\r'));
            }
        }
        catch (EngineException)
        {
            progress.Output(step, "(its log can't be read)");
        }
    }
}
