namespace Phederation.Text;

/// <summary>A string, whichever way it was quoted.</summary>
public sealed class TomlString(string value) : TomlNode
{
    /// <summary>The text; always well-formed UTF-16 where it was read.</summary>
    public string Value { get; } = value;

    /// <inheritdoc />
    public override string TypeName => "a string";
}
