namespace Phederation.Site;

/// <summary>Short forms for reporting to an <see cref="IProgress{T}"/> of events.</summary>
internal static class SiteReporting
{
    public static void Started(this IProgress<SiteEvent> progress, string step) =>
        progress.Report(new SiteEvent(SiteEventKind.Started, step, ""));

    public static void Now(this IProgress<SiteEvent> progress, string step, string text) =>
        progress.Report(new SiteEvent(SiteEventKind.Progress, step, text));

    public static void Done(this IProgress<SiteEvent> progress, string step, string text = "") =>
        progress.Report(new SiteEvent(SiteEventKind.Done, step, text));

    public static void Warn(this IProgress<SiteEvent> progress, string step, string text) =>
        progress.Report(new SiteEvent(SiteEventKind.Warning, step, text));

    public static void Failed(this IProgress<SiteEvent> progress, string step, string text) =>
        progress.Report(new SiteEvent(SiteEventKind.Failed, step, text));

    public static void Output(this IProgress<SiteEvent> progress, string step, string text) =>
        progress.Report(new SiteEvent(SiteEventKind.Output, step, text));
}
