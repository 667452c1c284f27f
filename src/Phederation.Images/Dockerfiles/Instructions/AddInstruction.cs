using Phederation.Images.Dockerfiles.Parsing;

namespace Phederation.Images.Dockerfiles.Instructions;

/// <summary>ADD: takes files from the context, unpacks archives of it, or downloads.</summary>
public sealed record AddInstruction : TransferInstruction
{
    internal AddInstruction(InstructionParts parts)
        : base(parts) { }

    /// <summary>The digest that a download must have, <c>--checksum</c>; null for any.</summary>
    public DockerfileText? Checksum => Flag("checksum");

    /// <summary>Patterns of what is not added, <c>--exclude</c>.</summary>
    public IEnumerable<DockerfileText> Excluded => Flags.Where(flag => flag.Name == "exclude").Select(flag => flag.Value!);
}
