namespace Phederation.Site.Lifecycle;

/// <summary>Which lines of which services are read.</summary>
public sealed record LogOptions
{
    /// <summary>The service; null for all.</summary>
    public string? Service { get; init; }

    /// <summary>Whether to go on with what is written from now on.</summary>
    public bool IsFollowing { get; init; }

    /// <summary>How many of the last lines to begin with; null for all that is kept.</summary>
    public int? Tail { get; init; }
}
