namespace Phederation.Text.Parsing;

/// <summary>One name of a dotted key or header.</summary>
internal readonly record struct KeyPart(string Name, SourceLocation Location);
