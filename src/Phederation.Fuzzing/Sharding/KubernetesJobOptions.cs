namespace Phederation.Fuzzing.Sharding;

/// <summary>A split campaign as a job of Kubernetes.</summary>
public sealed record KubernetesJobOptions
{
    /// <summary>The job's name: letters, digits and dashes.</summary>
    public required string Name { get; init; }

    /// <summary>The namespace; null is the one that the manifest is applied to.</summary>
    public string? Namespace { get; init; }

    /// <summary>The image with the program, by digest where it matters.</summary>
    public required string Image { get; init; }

    /// <summary>How many shards there are: as many pods.</summary>
    public required int Shards { get; init; }

    /// <summary>How many of them run at once; null is all.</summary>
    public int? Parallelism { get; init; }

    /// <summary>The arguments of <c>run</c>, without shard, folder and actors.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>A claim for a volume that all pods write to (ReadWriteMany): the journals are in it, a folder for each shard.</summary>
    public required string Claim { get; init; }

    /// <summary>A secret with a file for each actor; null when there are no actors.</summary>
    public string? ActorSecret { get; init; }

    /// <summary>The names of the actors: the keys of the secret.</summary>
    public IReadOnlyList<string> Actors { get; init; } = [];

    /// <summary>The memory of a pod.</summary>
    public string Memory { get; init; } = "512Mi";

    /// <summary>The processor time of a pod.</summary>
    public string Cpu { get; init; } = "1";

    /// <summary>How long the whole may take; null doesn't limit.</summary>
    public TimeSpan? Limit { get; init; }
}
