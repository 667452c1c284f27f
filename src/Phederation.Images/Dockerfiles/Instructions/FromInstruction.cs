using Phederation.Images.Dockerfiles.Parsing;

namespace Phederation.Images.Dockerfiles.Instructions;

/// <summary>FROM: begins a stage.</summary>
public sealed record FromInstruction : DockerfileInstruction
{
    internal FromInstruction(InstructionParts parts)
        : base(parts) { }

    /// <summary>The image or the earlier stage that the stage stands on.</summary>
    public required DockerfileText Image { get; init; }

    /// <summary>The name that the stage gets, null for none.</summary>
    public DockerfileText? Name { get; init; }

    /// <summary>The platform, null for that of the build.</summary>
    public DockerfileText? Platform => Flag("platform");
}
