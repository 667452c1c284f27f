namespace Phederation.Text;

/// <summary>A floating-point number of 64 bits; may be infinite or not a number.</summary>
public sealed class TomlFloat(double value) : TomlNode
{
    /// <summary>The number.</summary>
    public double Value { get; } = value;

    /// <inheritdoc />
    public override string TypeName => "a float";
}
