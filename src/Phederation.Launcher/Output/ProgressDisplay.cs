using Phederation.Site;
using Spectre.Console;

namespace Phederation.Launcher.Output;

/// <summary>Runs a piece of work while its progress is shown in the way that the terminal allows.</summary>
internal static class ProgressDisplay
{
    /// <summary>Runs the work; its result is the result.</summary>
    public static async Task<T> RunAsync<T>(Consoles consoles, Func<IProgress<SiteEvent>, Task<T>> work)
    {
        if (!consoles.IsLive)
        {
            return await work(new PlainProgress(consoles.Error));
        }

        return await consoles.Error.Status().StartAsync("…", status => work(new LiveProgress(consoles.Error, status)));
    }
}
