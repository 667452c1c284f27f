namespace Nuke.Common;

/// <summary>The parameter must be given, whatever targets run.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class RequiredAttribute : Attribute;
