using Phederation.Text;

namespace Phederation.Images.Dockerfiles;

/// <summary>
/// A Dockerfile is malformed, or a value in it can't be worked out. The message is "file:line:column: what; how to mend".
/// </summary>
public sealed class DockerfileException : Exception
{
    /// <summary>Reports an error at a place.</summary>
    /// <param name="location">Where it is.</param>
    /// <param name="message">What is wrong and, after a semicolon, how to mend it.</param>
    public DockerfileException(SourceLocation location, string message)
        : base($"{location}: {message}") => Location = location;

    /// <summary>Where it is.</summary>
    public SourceLocation Location { get; }
}
