namespace Phederation.Site;

/// <summary>What a <see cref="SiteEvent"/> tells.</summary>
public enum SiteEventKind
{
    /// <summary>A step began.</summary>
    Started,

    /// <summary>A step goes on; the text is its present state.</summary>
    Progress,

    /// <summary>A step is done.</summary>
    Done,

    /// <summary>Something that the operator should know, and that stops nothing.</summary>
    Warning,

    /// <summary>A step failed; an exception with the reason follows.</summary>
    Failed,

    /// <summary>A line that a container wrote.</summary>
    Output,
}
