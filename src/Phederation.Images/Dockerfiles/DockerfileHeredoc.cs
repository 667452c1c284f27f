namespace Phederation.Images.Dockerfiles;

/// <summary>A here-document: lines up to a name, given to a command or written as a file.</summary>
/// <param name="Name">The name that ends it; for COPY and ADD the name of the file too.</param>
/// <param name="Word">The word that announces it, such as <c>&lt;&lt;-EOF</c>.</param>
/// <param name="Content">Its lines, each with its line end, without leading tabs where the word says so.</param>
/// <param name="FileDescriptor">The descriptor that a command reads it from: 0, or the digits before the word.</param>
/// <param name="IsExpanded">Whether variables in it count: the name was not quoted.</param>
public sealed record DockerfileHeredoc(string Name, DockerfileText Word, DockerfileText Content, int FileDescriptor, bool IsExpanded);
