using Phederation.Images.Dockerfiles.Parsing;

namespace Phederation.Images.Dockerfiles.Instructions;

/// <summary>SHELL: what reads commands in shell form from here on.</summary>
public sealed record ShellInstruction : DockerfileInstruction
{
    internal ShellInstruction(InstructionParts parts)
        : base(parts) { }

    /// <summary>The shell and its options; exec form.</summary>
    public required DockerfileCommand Command { get; init; }
}
