namespace Nuke.Common;

/// <summary>A step of the build: a property of this type on the build class is a target of its name.</summary>
public delegate ITargetDefinition Target(ITargetDefinition definition);
