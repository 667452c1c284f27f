using Phederation.Images.Dockerfiles.Parsing;

namespace Phederation.Images.Dockerfiles.Instructions;

/// <summary>ENV: environment variables.</summary>
public sealed record EnvInstruction : DockerfileInstruction
{
    internal EnvInstruction(InstructionParts parts)
        : base(parts) { }

    /// <summary>The variables; each has a value. All are expanded with the environment as it was before the instruction.</summary>
    public required IReadOnlyList<DockerfileVariable> Variables { get; init; }

    /// <summary>Whether it is written in the old form, <c>ENV name value</c>.</summary>
    public required bool IsLegacyForm { get; init; }
}
