namespace Phederation.OmopJobs.Concepts;

/// <summary>What the job is asked for.</summary>
internal sealed record ConceptsOptions
{
    /// <summary>The folder of the files.</summary>
    public required string Folder { get; init; }

    /// <summary>The schema of the vocabulary's tables.</summary>
    public required string Schema { get; init; }

    /// <summary>Everything is checked and counted, and nothing is changed.</summary>
    public required bool IsDryRun { get; init; }
}
