namespace Phederation.OmopJobs.Indexes;

/// <summary>What the job is asked for.</summary>
internal sealed record IndexesOptions
{
    /// <summary>The schema of the data model's tables.</summary>
    public required string Schema { get; init; }

    /// <summary>The SQL is printed, and nothing is changed.</summary>
    public required bool IsDryRun { get; init; }

    /// <summary>The first object that can't be made ends the job.</summary>
    public required bool StopsOnError { get; init; }

    /// <summary>Objects that are left out, by name.</summary>
    public required IReadOnlySet<string> Skipped { get; init; }

    /// <summary>How long a statement waits for a lock.</summary>
    public required TimeSpan LockLimit { get; init; }

    /// <summary>How long a statement may take.</summary>
    public required TimeSpan StatementLimit { get; init; }
}
