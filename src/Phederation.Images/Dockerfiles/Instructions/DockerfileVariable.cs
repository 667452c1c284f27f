namespace Phederation.Images.Dockerfiles.Instructions;

/// <summary>A name and its value, of ARG, ENV or LABEL.</summary>
/// <param name="Name">The name; of a label it may be quoted and have variables.</param>
/// <param name="Value">The value, null where an ARG has none.</param>
public sealed record DockerfileVariable(DockerfileText Name, DockerfileText? Value);
