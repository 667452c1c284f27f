namespace Phederation.Site.Lifecycle;

/// <summary>How a site is brought up.</summary>
public sealed record UpOptions
{
    /// <summary>The name of the site, chosen when it is first brought up; null for the one it has, or the default.</summary>
    public string? SiteName { get; init; }

    /// <summary>How long each service may take to become healthy.</summary>
    public required TimeSpan HealthTimeout { get; init; }
}
