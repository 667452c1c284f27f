using Phederation.Images.Dockerfiles.Parsing;

namespace Phederation.Images.Dockerfiles.Instructions;

/// <summary>EXPOSE: ports that the container listens on.</summary>
public sealed record ExposeInstruction : DockerfileInstruction
{
    internal ExposeInstruction(InstructionParts parts)
        : base(parts) { }

    /// <summary>The ports: <c>5432</c>, <c>53/udp</c>, <c>8000-8010/tcp</c>.</summary>
    public required IReadOnlyList<DockerfileText> Ports { get; init; }
}
