namespace Nuke.Common.Execution;

/// <summary>A named parameter of the command line, as it was written.</summary>
internal sealed record NamedArgument(string Name, List<string> Values);
