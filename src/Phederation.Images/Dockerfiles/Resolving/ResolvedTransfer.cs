using Phederation.Images.Dockerfiles.Instructions;

namespace Phederation.Images.Dockerfiles.Resolving;

/// <summary>A COPY or ADD with its variables filled in.</summary>
public sealed record ResolvedTransfer
{
    /// <summary>The instruction.</summary>
    public required TransferInstruction Instruction { get; init; }

    /// <summary>The sources, as they count from the context's root.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>The files that heredocs write.</summary>
    public required IReadOnlyList<ResolvedFile> Files { get; init; }

    /// <summary>The absolute destination; it ends with a slash where it is said to be a folder.</summary>
    public required string Destination { get; init; }

    /// <summary>The owner, null for root.</summary>
    public string? Owner { get; init; }

    /// <summary>The mode, null for the source's.</summary>
    public string? Mode { get; init; }

    /// <summary>The stage or image that the sources are of, null for the context.</summary>
    public string? From { get; init; }
}
