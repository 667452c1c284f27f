using Phederation.Images.Dockerfiles.Parsing;

namespace Phederation.Images.Dockerfiles.Instructions;

/// <summary>MAINTAINER: who made the image; LABEL has taken its place.</summary>
public sealed record MaintainerInstruction : DockerfileInstruction
{
    internal MaintainerInstruction(InstructionParts parts)
        : base(parts) { }

    /// <summary>The name.</summary>
    public DockerfileText Author => Arguments;
}
