using Phederation.Images.Dockerfiles.Instructions;

namespace Phederation.Images.Dockerfiles;

/// <summary>One stage of a build: a FROM and what follows it.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="From">Its FROM.</param>
/// <param name="Instructions">What follows, in order.</param>
public sealed record DockerfileStage(int Index, FromInstruction From, IReadOnlyList<DockerfileInstruction> Instructions)
{
    /// <summary>The name in lower case, null for a stage without one.</summary>
    public string? Name => From.Name?.Raw.ToLowerInvariant();

    /// <summary>Whether a FROM or a <c>--from</c> of a later stage means this one, by its name.</summary>
    public bool IsNamed(string reference) => string.Equals(Name, reference, StringComparison.OrdinalIgnoreCase);
}
