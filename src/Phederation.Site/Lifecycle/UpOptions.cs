namespace Phederation.Site.Lifecycle;

/// <summary>How a site is brought up.</summary>
public sealed record UpOptions
{
    /// <summary>The name of the site, chosen when it is first brought up; null for the one it has, or the default.</summary>
    public string? SiteName { get; init; }

    /// <summary>What the site sets, by <c>SERVICE.VARIABLE</c>; null for what it has set before.</summary>
    public IReadOnlyDictionary<string, string>? Settings { get; init; }

    /// <summary>Whether a supervisor takes the calls of a start away from healthy services; null for what was asked before.</summary>
    public bool? IsSupervised { get; init; }

    /// <summary>How long each service may take to become healthy.</summary>
    public required TimeSpan HealthTimeout { get; init; }
}
