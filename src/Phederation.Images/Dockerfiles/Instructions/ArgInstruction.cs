using Phederation.Images.Dockerfiles.Parsing;

namespace Phederation.Images.Dockerfiles.Instructions;

/// <summary>ARG: variables that the build may be told.</summary>
public sealed record ArgInstruction : DockerfileInstruction
{
    internal ArgInstruction(InstructionParts parts)
        : base(parts) { }

    /// <summary>The variables.</summary>
    public required IReadOnlyList<DockerfileVariable> Variables { get; init; }
}
