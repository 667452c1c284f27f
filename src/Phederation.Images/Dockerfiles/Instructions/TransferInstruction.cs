using Phederation.Images.Dockerfiles.Parsing;

namespace Phederation.Images.Dockerfiles.Instructions;

/// <summary>COPY or ADD.</summary>
public abstract record TransferInstruction : DockerfileInstruction
{
    private protected TransferInstruction(InstructionParts parts)
        : base(parts) { }

    /// <summary>The sources that are paths (of ADD also URLs); what heredocs write is not among them.</summary>
    public required IReadOnlyList<DockerfileText> Sources { get; init; }

    /// <summary>The destination.</summary>
    public required DockerfileText Destination { get; init; }

    /// <summary>The files that are written from the Dockerfile itself.</summary>
    public required IReadOnlyList<DockerfileHeredoc> Heredocs { get; init; }

    /// <summary>The owner, <c>--chown</c>; null for root.</summary>
    public DockerfileText? Owner => Flag("chown");

    /// <summary>The mode, <c>--chmod</c>; null for that of the source.</summary>
    public DockerfileText? Mode => Flag("chmod");
}
