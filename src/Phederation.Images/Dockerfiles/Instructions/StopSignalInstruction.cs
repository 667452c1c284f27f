using Phederation.Images.Dockerfiles.Parsing;

namespace Phederation.Images.Dockerfiles.Instructions;

/// <summary>STOPSIGNAL: what asks the container to end.</summary>
public sealed record StopSignalInstruction : DockerfileInstruction
{
    internal StopSignalInstruction(InstructionParts parts)
        : base(parts) { }

    /// <summary>The name or number of the signal.</summary>
    public DockerfileText Signal => Arguments;
}
