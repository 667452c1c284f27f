using Phederation.Fuzzing.Generating;

namespace Phederation.Fuzzing.Models;

/// <summary>The resources at the target that earlier scenarios made, or lost.</summary>
public interface IResourceView
{
    /// <summary>One that should be there; null when there is none.</summary>
    /// <param name="kind">Its kind; null takes any.</param>
    /// <param name="random">Chooses.</param>
    PooledResource? Live(string? kind, FuzzRandom random);

    /// <summary>One that was deleted.</summary>
    /// <inheritdoc cref="Live"/>
    PooledResource? Deleted(string? kind, FuzzRandom random);

    /// <summary>One that somebody else than the actor made and that the actor must not see.</summary>
    PooledResource? Denied(string? kind, string actor, FuzzRandom random);
}
