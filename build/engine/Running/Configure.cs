namespace Nuke.Common.Tooling;

/// <summary>A change to settings, written as <c>_ => _.With…</c>.</summary>
public delegate T Configure<T>(T settings);
