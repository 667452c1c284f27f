using System.Globalization;

namespace Phederation.Text.Parsing;

/// <summary>Reads floating-point numbers, and refuses what is no value at all.</summary>
internal static class FloatReader
{
    public static TomlFloat Read(ReadOnlySpan<char> token, SourceLocation location)
    {
        var number = token[0] is '-' or '+' ? token[1..] : token;
        var value =
            number is "inf" ? (token[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity)
            : number is "nan" ? double.NaN
            : IsNumber(number)
                ? double.Parse(
                    token.ToString().Replace("_", "", StringComparison.Ordinal),
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture
                )
            : throw ScalarReader.Wrong(token, location, Problem(number));
        return double.IsInfinity(value) && number is not "inf"
            ? throw ScalarReader.Wrong(token, location, "does not fit a 64-bit float; write inf for infinity")
            : new TomlFloat(value) { Location = location };
    }

    // Digits, then a fraction, an exponent or both.
    private static bool IsNumber(ReadOnlySpan<char> number)
    {
        var exponentAt = number.IndexOfAny('e', 'E');
        var mantissa = exponentAt < 0 ? number : number[..exponentAt];
        if (exponentAt >= 0)
        {
            var exponent = number[(exponentAt + 1)..];
            if (!Digits.AreValid(exponent is ['-' or '+', ..] ? exponent[1..] : exponent, 10))
            {
                return false;
            }
        }

        var point = mantissa.IndexOf('.');
        return point < 0
            ? Digits.AreDecimal(mantissa)
            : Digits.AreDecimal(mantissa[..point]) && Digits.AreValid(mantissa[(point + 1)..], 10);
    }

    private static string Problem(ReadOnlySpan<char> number) =>
        number.IsEmpty || char.IsAsciiDigit(number[0]) || number[0] is '.' or '_' or '+' or '-'
            ? "is no number; write digits before and after the point, no zeros before them, and '_' only between digits"
            : "is no value; write true, false, a number or a date, or put text in quotes";
}
