namespace Phederation.Site.Lifecycle;

/// <summary>For work whose progress nobody watches.</summary>
internal sealed class NoProgress : IProgress<SiteEvent>
{
    /// <inheritdoc />
    public void Report(SiteEvent value) { }
}
