using System.Globalization;
using System.Text.RegularExpressions;

namespace Phederation.Fuzzing.Models.OpenApi.Schemas;

/// <summary>The formats by which clients read texts and numbers: what isn't of the format breaks them. Other formats say nothing that is checked.</summary>
internal static partial class SchemaFormats
{
    /// <summary>Whether a text is of a format.</summary>
    public static bool Has(string format, string text) =>
        format switch
        {
            "date-time" => DateTimeText().IsMatch(text) && IsDate(text[..10]),
            "date" => text.Length == 10 && IsDate(text),
            "uuid" or "guid" => Guid.TryParseExact(text, "D", out _),
            "byte" => IsBase64(text),
            _ => true,
        };

    /// <summary>The least and the greatest whole number of a format; null where it has none.</summary>
    public static (decimal Least, decimal Most)? Range(string? format) =>
        format switch
        {
            "int32" => (int.MinValue, int.MaxValue),
            "int64" => (long.MinValue, long.MaxValue),
            "int16" => (short.MinValue, short.MaxValue),
            "int8" => (sbyte.MinValue, sbyte.MaxValue),
            "uint8" => (byte.MinValue, byte.MaxValue),
            "uint16" => (ushort.MinValue, ushort.MaxValue),
            "uint32" => (uint.MinValue, uint.MaxValue),
            "uint64" => (ulong.MinValue, ulong.MaxValue),
            _ => null,
        };

    /// <summary>Whether a text can be not of a format.</summary>
    public static bool IsChecked(string? format) => format is "date-time" or "date" or "uuid" or "guid" or "byte";

    private static bool IsDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsBase64(string text)
    {
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, bytes, out _);
    }

    // RFC 3339, 5.6.
    [GeneratedRegex(
        @"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?([Zz]|[-+]([01][0-9]|2[0-3]):[0-5][0-9])\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex DateTimeText();
}
