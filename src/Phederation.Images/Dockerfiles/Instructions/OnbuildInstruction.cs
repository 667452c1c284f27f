using Phederation.Images.Dockerfiles.Parsing;

namespace Phederation.Images.Dockerfiles.Instructions;

/// <summary>ONBUILD: an instruction for builds that stand on this image.</summary>
public sealed record OnbuildInstruction : DockerfileInstruction
{
    internal OnbuildInstruction(InstructionParts parts)
        : base(parts) { }

    /// <summary>The instruction that is put off.</summary>
    public required DockerfileInstruction Trigger { get; init; }
}
