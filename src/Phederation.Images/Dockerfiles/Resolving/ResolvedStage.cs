using Phederation.Containers.Oci;
using Phederation.Images.Dockerfiles.Instructions;

namespace Phederation.Images.Dockerfiles.Resolving;

/// <summary>A stage with its variables filled in: what its image will be.</summary>
public sealed record ResolvedStage
{
    /// <summary>The stage.</summary>
    public required DockerfileStage Stage { get; init; }

    /// <summary>The image below: a reference or an ID, <c>scratch</c>, or the name of an earlier stage.</summary>
    public required string Image { get; init; }

    /// <summary>The earlier stage that <see cref="Image"/> names, null for an image.</summary>
    public ResolvedStage? Parent { get; init; }

    /// <summary>The platform that FROM asks for, null for that of the build.</summary>
    public string? Platform { get; init; }

    /// <summary>How a container of the image runs: what the base says, and what the stage changes.</summary>
    public required ImageRuntimeConfig Config { get; init; }

    /// <summary>The shell that reads commands in shell form.</summary>
    public required IReadOnlyList<string> Shell { get; init; }

    /// <summary>What MAINTAINER names.</summary>
    public string? Author { get; init; }

    /// <summary>The instructions that are put off with ONBUILD.</summary>
    public required IReadOnlyList<string> Triggers { get; init; }

    /// <summary>COPY and ADD of the stage, in order; those of <see cref="Parent"/> are there.</summary>
    public required IReadOnlyList<ResolvedTransfer> Transfers { get; init; }

    /// <summary>Whether the stage runs a command: such an image an engine must build.</summary>
    public bool HasRun => Stage.Instructions.Any(instruction => instruction is RunInstruction);
}
