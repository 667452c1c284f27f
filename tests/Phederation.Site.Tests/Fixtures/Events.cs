using System.Collections.Concurrent;

namespace Phederation.Site.Tests.Fixtures;

/// <summary>Keeps the events of a command.</summary>
internal sealed class Events : IProgress<SiteEvent>
{
    private readonly ConcurrentQueue<SiteEvent> _all = new();

    public string Text => string.Join('\n', _all.Select(value => $"{value.Kind} {value.Step}: {value.Text}"));

    public void Report(SiteEvent value) => _all.Enqueue(value);
}
