namespace Nuke.Common;

/// <summary>The parameter's value is replaced by asterisks wherever the build prints it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class SecretAttribute : Attribute;
