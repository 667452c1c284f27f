namespace Phederation.Site;

/// <summary>One piece of news of a running command, for whoever shows it: the library writes to no console.</summary>
/// <param name="Kind">What it tells.</param>
/// <param name="Step">The step it belongs to, a few words, equal in all events of that step ("postgres: load the image").</param>
/// <param name="Text">The news itself, one line; empty when the step says it all.</param>
public sealed record SiteEvent(SiteEventKind Kind, string Step, string Text);
