using System.Buffers;

namespace Phederation.Text.Parsing;

/// <summary>Reads integers: decimal with a sign, and hexadecimal, octal and binary without.</summary>
internal static class IntegerReader
{
    private static readonly SearchValues<char> DecimalCharacters = SearchValues.Create("0123456789_");

    /// <summary>Whether a text means an integer, right or wrong: a number without a fraction, an exponent or a word.</summary>
    public static bool IsInteger(ReadOnlySpan<char> token)
    {
        var number = token.TrimStart("+-");
        return number is ['0', 'x' or 'o' or 'b', ..] || !number.ContainsAnyExcept(DecimalCharacters);
    }

    public static TomlInteger Read(ReadOnlySpan<char> token, SourceLocation location)
    {
        if (token is ['0', var prefix and ('x' or 'o' or 'b'), ..])
        {
            var numberBase = prefix switch
            {
                'x' => 16,
                'o' => 8,
                _ => 2,
            };
            return Digits.AreValid(token[2..], numberBase)
                ? Make(token, token[2..], numberBase, isNegative: false, location)
                : throw ScalarReader.Wrong(
                    token,
                    location,
                    $"is no integer of base {numberBase}; write digits of that base, with '_' only between digits"
                );
        }

        var isNegative = token[0] == '-';
        var digits = token[0] is '-' or '+' ? token[1..] : token;
        return Digits.AreDecimal(digits)
            ? Make(token, digits, 10, isNegative, location)
            : throw ScalarReader.Wrong(
                token,
                location,
                "is no integer; write digits without zeros before them, at most one sign, and '_' only between digits"
            );
    }

    private static TomlInteger Make(
        ReadOnlySpan<char> token,
        ReadOnlySpan<char> digits,
        int numberBase,
        bool isNegative,
        SourceLocation location
    )
    {
        var maximum = isNegative ? 1UL << 63 : long.MaxValue;
        var magnitude =
            Digits.Value(digits, numberBase, maximum)
            ?? throw ScalarReader.Wrong(token, location, $"does not fit 64 bits; the range is {long.MinValue} to {long.MaxValue}");
        return new TomlInteger(isNegative ? unchecked(-(long)magnitude) : (long)magnitude) { Location = location };
    }
}
