using Phederation.Images.Dockerfiles.Parsing;

namespace Phederation.Images.Dockerfiles.Instructions;

/// <summary>RUN: runs a command while the image is built.</summary>
public sealed record RunInstruction : DockerfileInstruction
{
    internal RunInstruction(InstructionParts parts)
        : base(parts) { }

    /// <summary>The command; its text has the words that announce heredocs.</summary>
    public required DockerfileCommand Command { get; init; }

    /// <summary>What the command reads from the Dockerfile itself.</summary>
    public required IReadOnlyList<DockerfileHeredoc> Heredocs { get; init; }

    /// <summary>What is mounted for the command only.</summary>
    public IEnumerable<DockerfileText> Mounts => Flags.Where(flag => flag.Name == "mount").Select(flag => flag.Value!);

    /// <summary>Whether the only heredoc is the script itself: nothing else is on the line.</summary>
    public bool IsScript => Heredocs is [var only] && Command.Text.Raw == only.Word.Raw;
}
