namespace Phederation.Text;

/// <summary>true or false.</summary>
public sealed class TomlBoolean(bool value) : TomlNode
{
    /// <summary>The value.</summary>
    public bool Value { get; } = value;

    /// <inheritdoc />
    public override string TypeName => "a boolean";
}
