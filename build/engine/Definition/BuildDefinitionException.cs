namespace Nuke.Common.Execution;

/// <summary>The build class itself is wrong: a cycle, a link to no target, a parameter of an impossible type.</summary>
internal sealed class BuildDefinitionException(string message) : Exception(message);
