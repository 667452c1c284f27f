using Phederation.Images.Dockerfiles.Parsing;

namespace Phederation.Images.Dockerfiles.Instructions;

/// <summary>WORKDIR: the folder of what follows and of the container.</summary>
public sealed record WorkdirInstruction : DockerfileInstruction
{
    internal WorkdirInstruction(InstructionParts parts)
        : base(parts) { }

    /// <summary>The folder; a relative one counts from the one before.</summary>
    public DockerfileText Path => Arguments;
}
