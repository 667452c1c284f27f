namespace Phederation.Images.Dockerfiles;

/// <summary>The parser directives at the top of a Dockerfile.</summary>
/// <param name="Syntax">The frontend image that the file asks for; null when it asks for none.</param>
/// <param name="Escape">The escape character: a backslash unless the file chose the backtick.</param>
/// <param name="Check">The settings of Docker's build checks, as they are written.</param>
public sealed record DockerfileDirectives(DockerfileText? Syntax, char Escape, DockerfileText? Check)
{
    /// <summary>What holds where a file has no directive.</summary>
    public static DockerfileDirectives None { get; } = new(null, '\\', null);
}
