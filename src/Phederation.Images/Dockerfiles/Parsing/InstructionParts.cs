using Phederation.Text;

namespace Phederation.Images.Dockerfiles.Parsing;

/// <summary>An instruction taken apart, before what its arguments mean is known.</summary>
/// <param name="Keyword">The keyword in upper case.</param>
/// <param name="Location">Where it stands.</param>
/// <param name="Flags">The flags.</param>
/// <param name="Arguments">The rest of the line.</param>
/// <param name="Heredocs">The heredocs that the arguments announce.</param>
internal sealed record InstructionParts(
    string Keyword,
    SourceLocation Location,
    IReadOnlyList<DockerfileFlag> Flags,
    DockerfileText Arguments,
    IReadOnlyList<DockerfileHeredoc> Heredocs
)
{
    /// <summary>The value of a flag, null where it is not given.</summary>
    public DockerfileText? Flag(string name) => Flags.FirstOrDefault(flag => flag.Name == name)?.Value;

    /// <summary>The parts themselves, where the quotes and variables of the arguments are well-formed.</summary>
    public InstructionParts Checked()
    {
        WordExpander.Check(Arguments);
        return this;
    }
}
