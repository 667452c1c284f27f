using Phederation.Images.Dockerfiles.Parsing;

namespace Phederation.Images.Dockerfiles.Instructions;

/// <summary>LABEL: labels of the image.</summary>
public sealed record LabelInstruction : DockerfileInstruction
{
    internal LabelInstruction(InstructionParts parts)
        : base(parts) { }

    /// <summary>The labels; each has a value.</summary>
    public required IReadOnlyList<DockerfileVariable> Variables { get; init; }

    /// <summary>Whether it is written in the old form, <c>LABEL name value</c>.</summary>
    public required bool IsLegacyForm { get; init; }
}
