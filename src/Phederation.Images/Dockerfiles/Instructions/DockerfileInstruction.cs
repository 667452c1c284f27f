using Phederation.Images.Dockerfiles.Parsing;
using Phederation.Text;

namespace Phederation.Images.Dockerfiles.Instructions;

/// <summary>One instruction of a Dockerfile. Texts are as they are written; <see cref="DockerfileText.Expand(Func{string, string?})"/> fills in variables.</summary>
public abstract record DockerfileInstruction
{
    private protected DockerfileInstruction(InstructionParts parts)
    {
        Keyword = parts.Keyword;
        Location = parts.Location;
        Flags = parts.Flags;
        Arguments = parts.Arguments;
    }

    /// <summary>The keyword in upper case.</summary>
    public string Keyword { get; }

    /// <summary>Where the keyword stands.</summary>
    public SourceLocation Location { get; }

    /// <summary>The flags, in order.</summary>
    public IReadOnlyList<DockerfileFlag> Flags { get; }

    /// <summary>Everything after the keyword and the flags, without line continuations.</summary>
    public DockerfileText Arguments { get; }

    /// <summary>The value of a flag, null where it is not given.</summary>
    public DockerfileText? Flag(string name) => Flags.FirstOrDefault(flag => flag.Name == name)?.Value;

    /// <summary>Whether a flag without a value, or with the value true, is given.</summary>
    public bool IsSet(string name) => Flags.FirstOrDefault(flag => flag.Name == name) is { } flag && flag.Value?.Raw != "false";

    /// <summary>The instruction on one line.</summary>
    public sealed override string ToString() =>
        string.Join(' ', [Keyword, .. Flags.Select(flag => flag.ToString()), Arguments.Raw]).TrimEnd();
}
