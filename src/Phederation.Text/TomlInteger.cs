namespace Phederation.Text;

/// <summary>A signed integer of 64 bits.</summary>
public sealed class TomlInteger(long value) : TomlNode
{
    /// <summary>The number.</summary>
    public long Value { get; } = value;

    /// <inheritdoc />
    public override string TypeName => "an integer";
}
