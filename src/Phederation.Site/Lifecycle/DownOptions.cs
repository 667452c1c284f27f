namespace Phederation.Site.Lifecycle;

/// <summary>How a site is taken down.</summary>
public sealed record DownOptions
{
    /// <summary>Whether the volumes are deleted, with all data in them.</summary>
    public bool IsDeletingVolumes { get; init; }

    /// <summary>Whether that was confirmed; without it nothing is done.</summary>
    public bool IsConfirmed { get; init; }
}
