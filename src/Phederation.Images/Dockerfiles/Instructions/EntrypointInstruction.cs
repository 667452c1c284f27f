using Phederation.Images.Dockerfiles.Parsing;

namespace Phederation.Images.Dockerfiles.Instructions;

/// <summary>ENTRYPOINT: the program of the container.</summary>
public sealed record EntrypointInstruction : DockerfileInstruction
{
    internal EntrypointInstruction(InstructionParts parts)
        : base(parts) { }

    /// <summary>The command.</summary>
    public required DockerfileCommand Command { get; init; }
}
