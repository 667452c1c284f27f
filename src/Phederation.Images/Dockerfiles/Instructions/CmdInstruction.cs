using Phederation.Images.Dockerfiles.Parsing;

namespace Phederation.Images.Dockerfiles.Instructions;

/// <summary>CMD: the arguments of the entry point, or the program where there is none.</summary>
public sealed record CmdInstruction : DockerfileInstruction
{
    internal CmdInstruction(InstructionParts parts)
        : base(parts) { }

    /// <summary>The command.</summary>
    public required DockerfileCommand Command { get; init; }
}
