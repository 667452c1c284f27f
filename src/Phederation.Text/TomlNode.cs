namespace Phederation.Text;

/// <summary>A value of a TOML document.</summary>
public abstract class TomlNode
{
    private protected TomlNode() { }

    /// <summary>Where it begins; a table begins at its header, its inline brace or the dotted key that made it.</summary>
    public SourceLocation Location { get; internal init; } = new("", 0, 0);

    /// <summary>Its type in words, such as "a string", for messages.</summary>
    public abstract string TypeName { get; }
}
