namespace Phederation.OmopJobs.Qa;

/// <summary>What the job is asked for.</summary>
internal sealed record QaOptions
{
    /// <summary>Only the tables are made, without rows.</summary>
    public required bool IsEmpty { get; init; }

    /// <summary>A copy that this job made before is replaced.</summary>
    public required bool Replaces { get; init; }

    /// <summary>The folder of PostgreSQL's programs.</summary>
    public required string Programs { get; init; }

    /// <summary>The schemas that are copied.</summary>
    public static IReadOnlyList<string> Schemas { get; } = ["omopcdm", "webapi", "results", "scratch"];
}
