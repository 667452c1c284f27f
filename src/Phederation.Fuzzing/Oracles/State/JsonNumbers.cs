using System.Globalization;

namespace Phederation.Fuzzing.Oracles.State;

/// <summary>Compares numbers as they are written, for a double or a decimal would lose digits.</summary>
internal static class JsonNumbers
{
    /// <summary>Whether two numbers are the same.</summary>
    /// <param name="one">A number as JSON writes it.</param>
    /// <param name="other">Another.</param>
    /// <param name="keepsPrecision">Whether zeros at the end say something, as in FHIR: 1.0 is not 1.00.</param>
    public static bool AreSame(string one, string other, bool keepsPrecision)
    {
        if (one == other)
        {
            return true;
        }

        if (Normal(one) != Normal(other))
        {
            return false;
        }

        // With an exponent the same digits can be written in many ways; without one, the digits behind the point are the precision.
        return !keepsPrecision || HasExponent(one) || HasExponent(other) || Decimals(one) == Decimals(other);
    }

    private static bool HasExponent(string number) => number.AsSpan().IndexOfAny('e', 'E') >= 0;

    private static int Decimals(string number) =>
        number.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? number.Length - point - 1 : 0;

    private static (bool IsNegative, string Digits, long Exponent) Normal(string number)
    {
        var isNegative = number[0] == '-';
        var at = number.AsSpan().IndexOfAny('e', 'E');
        var mantissa = (at < 0 ? number : number[..at]).TrimStart('-');
        // An exponent that no machine holds is as large as one that it does: nothing is lost, for the texts were compared before.
        var exponent =
            at < 0 ? 0
            : long.TryParse(number.AsSpan(at + 1), NumberStyles.AllowLeadingSign, null, out var read) ? read
            : long.MaxValue / 2;
        exponent -= Decimals(mantissa);
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        var trimmed = digits.TrimEnd('0');
        return trimmed.Length == 0 ? (false, "0", 0) : (isNegative, trimmed, exponent + digits.Length - trimmed.Length);
    }
}
