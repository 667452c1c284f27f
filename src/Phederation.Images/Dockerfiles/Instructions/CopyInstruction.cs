using Phederation.Images.Dockerfiles.Parsing;

namespace Phederation.Images.Dockerfiles.Instructions;

/// <summary>COPY: takes files from the context, or from another stage or image.</summary>
public sealed record CopyInstruction : TransferInstruction
{
    internal CopyInstruction(InstructionParts parts)
        : base(parts) { }

    /// <summary>The stage or image that the files are of, <c>--from</c>; null for the context.</summary>
    public DockerfileText? From => Flag("from");

    /// <summary>Whether the folders of the sources are kept, <c>--parents</c>.</summary>
    public bool KeepsParents => IsSet("parents");

    /// <summary>Patterns of what is not copied, <c>--exclude</c>.</summary>
    public IEnumerable<DockerfileText> Excluded => Flags.Where(flag => flag.Name == "exclude").Select(flag => flag.Value!);
}
