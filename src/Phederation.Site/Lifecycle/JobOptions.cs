namespace Phederation.Site.Lifecycle;

/// <summary>How a job is run.</summary>
public sealed record JobOptions
{
    /// <summary>The job's name.</summary>
    public required string Name { get; init; }

    /// <summary>The arguments for the job's program.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>A folder whose files the job reads; null when it reads none, or those that it was given before.</summary>
    public string? InputFolder { get; init; }
}
