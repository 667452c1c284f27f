namespace Nuke.Common.Execution;

/// <summary>What was given for a parameter, before it is converted.</summary>
/// <param name="Tokens">The texts; empty for a bare flag.</param>
/// <param name="Source">Where it comes from, for messages: <c>--output</c>, <c>environment NUKE_OUTPUT</c>, a file.</param>
/// <param name="Folder">The folder from which relative paths count.</param>
internal sealed record ParameterValue(IReadOnlyList<string> Tokens, string Source, string Folder);
