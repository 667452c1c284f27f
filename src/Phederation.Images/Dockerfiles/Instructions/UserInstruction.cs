using Phederation.Images.Dockerfiles.Parsing;

namespace Phederation.Images.Dockerfiles.Instructions;

/// <summary>USER: the account of what follows and of the container.</summary>
public sealed record UserInstruction : DockerfileInstruction
{
    internal UserInstruction(InstructionParts parts)
        : base(parts) { }

    /// <summary>The user, and after a colon the group.</summary>
    public DockerfileText User => Arguments;
}
