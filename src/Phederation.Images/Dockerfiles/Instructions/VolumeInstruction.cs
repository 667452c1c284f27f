using Phederation.Images.Dockerfiles.Parsing;

namespace Phederation.Images.Dockerfiles.Instructions;

/// <summary>VOLUME: folders that are volumes.</summary>
public sealed record VolumeInstruction : DockerfileInstruction
{
    internal VolumeInstruction(InstructionParts parts)
        : base(parts) { }

    /// <summary>The folders.</summary>
    public required IReadOnlyList<DockerfileText> Paths { get; init; }
}
