namespace Nuke.Common;

/// <summary>
/// A field or property of the build class that is set from the command line (<c>--root-key FILE</c>), the environment
/// (<c>NUKE_ROOT_KEY</c>), <c>.nuke/parameters.PROFILE.json</c> or <c>.nuke/parameters.json</c>, in this order.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public class ParameterAttribute(string? description = null) : Attribute
{
    /// <summary>The line of the help.</summary>
    public virtual string? Description { get; } = description;

    /// <summary>The name, when it is not that of the member.</summary>
    public string? Name { get; set; }

    /// <summary>One character between the items of a list: <c>--images a+b</c>.</summary>
    public string? Separator { get; set; }

    /// <summary>Whether the help shows it.</summary>
    public virtual bool List { get; set; } = true;
}
