namespace Phederation.Seccomp.Profiles;

/// <summary>A condition on one argument.</summary>
/// <param name="Index">Which argument, from 0 to 5.</param>
/// <param name="Operator">How it is compared.</param>
/// <param name="Value">What it is compared with; the mask for <see cref="ArgumentOperator.MaskedEqual" />.</param>
/// <param name="ValueTwo">What the masked argument must equal; else 0.</param>
public sealed record ArgumentCondition(int Index, ArgumentOperator Operator, ulong Value, ulong ValueTwo = 0)
{
    /// <summary>A call has this many arguments.</summary>
    public const int Arguments = 6;

    /// <summary>
    /// The low 32 bits equal a value. The kernel takes many arguments as <c>int</c> and ignores the rest, so a comparison of all 64 bits could be
    /// missed by garbage in the upper half.
    /// </summary>
    public static ArgumentCondition Int(int index, uint value) => new(index, ArgumentOperator.MaskedEqual, uint.MaxValue, value);

    /// <summary>None of these bits is set.</summary>
    public static ArgumentCondition NoneOf(int index, ulong bits) => new(index, ArgumentOperator.MaskedEqual, bits);

    /// <summary>Whether it holds for a call's arguments.</summary>
    /// <param name="arguments">The six arguments.</param>
    /// <param name="isNarrow">Whether only the low 32 bits of everything count, as for ABIs with 32-bit pointers.</param>
    public bool Holds(ReadOnlySpan<ulong> arguments, bool isNarrow = false)
    {
        var width = isNarrow ? uint.MaxValue : ulong.MaxValue;
        var (argument, value) = (arguments[Index] & width, Value & width);
        return Operator switch
        {
            ArgumentOperator.NotEqual => argument != value,
            ArgumentOperator.Less => argument < value,
            ArgumentOperator.LessOrEqual => argument <= value,
            ArgumentOperator.Equal => argument == value,
            ArgumentOperator.GreaterOrEqual => argument >= value,
            ArgumentOperator.Greater => argument > value,
            _ => (argument & value) == (ValueTwo & width),
        };
    }

    /// <inheritdoc />
    public override string ToString() =>
        Operator switch
        {
            ArgumentOperator.NotEqual => $"arg{Index} != {Value}",
            ArgumentOperator.Less => $"arg{Index} < {Value}",
            ArgumentOperator.LessOrEqual => $"arg{Index} <= {Value}",
            ArgumentOperator.Equal => $"arg{Index} == {Value}",
            ArgumentOperator.GreaterOrEqual => $"arg{Index} >= {Value}",
            ArgumentOperator.Greater => $"arg{Index} > {Value}",
            _ when Value == uint.MaxValue => $"(int)arg{Index} == {ValueTwo}",
            _ => $"arg{Index} & 0x{Value:x} == 0x{ValueTwo:x}",
        };
}
