using System.Globalization;

namespace Phederation.Fhir.Searching;

/// <summary>A number in a search: 100 means 99.5 up to 100.5, and 100.00 means 99.995 up to 100.005.</summary>
/// <param name="Value">The number.</param>
/// <param name="Half">Half a unit of its last digit.</param>
internal readonly record struct SearchNumber(decimal Value, decimal Half)
{
    /// <summary>Reads a number of up to 28 digits.</summary>
    public static bool TryParse(string text, out SearchNumber number)
    {
        number = default;
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        var exponent = text.IndexOfAny(['e', 'E']);
        var mantissa = exponent < 0 ? text : text[..exponent];
        var power = 0;
        if (
            mantissa.Count(char.IsAsciiDigit) is 0 or > 28
            || !decimal.TryParse(text, Styles, CultureInfo.InvariantCulture, out var value)
            || (exponent >= 0 && !int.TryParse(text.AsSpan(exponent + 1), CultureInfo.InvariantCulture, out power))
        )
        {
            return false;
        }

        var point = mantissa.IndexOf('.');
        var last = power - (point < 0 ? 0 : mantissa.Length - point - 1);
        if (last is > 27 or < -27)
        {
            return false;
        }

        var half = 0.5m;
        for (var at = 0; at < Math.Abs(last); at++)
        {
            half = last > 0 ? half * 10 : half / 10;
        }

        number = new SearchNumber(value, half);
        return Math.Abs(value) < 1e28m;
    }
}
