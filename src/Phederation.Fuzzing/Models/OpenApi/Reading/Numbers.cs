using System.Globalization;

namespace Phederation.Fuzzing.Models.OpenApi.Reading;

/// <summary>Numbers as JSON writes them.</summary>
internal static class Numbers
{
    /// <summary>A number; null where it is none, or too large to reckon with.</summary>
    public static decimal? Read(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A number as JSON.</summary>
    public static string Write(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
