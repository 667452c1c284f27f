using System.Globalization;

namespace Phederation.Fuzzing.Oracles.Fhir.Searching;

/// <summary>A date or time as FHIR writes it: all of the time that it may mean.</summary>
/// <param name="Start">Its beginning; without an own time zone as if it were UTC.</param>
/// <param name="End">Its end, which isn't in it.</param>
/// <param name="HasZone">Whether it says its time zone.</param>
internal sealed record DateKey(DateTimeOffset Start, DateTimeOffset End, bool HasZone) : SortKey
{
    private const int LongestFraction = 7;
    private const int SecondLength = 19;

    // The widest that two time zones are apart from UTC: what says none has that of a server nobody knows.
    private static readonly TimeSpan Zone = TimeSpan.FromHours(14);

    /// <inheritdoc/>
    public override string Kind => "date";

    /// <inheritdoc/>
    protected override string Shown => Start.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>The key of a text; null where it is none.</summary>
    public static DateKey? Of(string? text)
    {
        var format = text?.Length switch
        {
            4 => "yyyy",
            7 => "yyyy-MM",
            10 => "yyyy-MM-dd",
            _ => null,
        };
        if (format is not null)
        {
            return
                DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day)
                && day.Year is > 1 and < 9998
                ? new DateKey(
                    day,
                    text!.Length switch
                    {
                        4 => day.AddYears(1),
                        7 => day.AddMonths(1),
                        _ => day.AddDays(1),
                    },
                    HasZone: false
                )
                : null;
        }

        return
            text is { Length: > SecondLength }
            && text[10] == 'T'
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && time.Year is > 1 and < 9998
            ? new DateKey(time, time + Unit(text), HasZone: true)
            : null;
    }

    /// <inheritdoc/>
    public override bool IsSurelyBefore(SortKey other) =>
        other is DateKey date && End + (HasZone == date.HasZone ? TimeSpan.Zero : Zone) <= date.Start;

    // What is said of the second: to a thousandth at most, which is what servers keep.
    private static TimeSpan Unit(string text)
    {
        var digits = text[SecondLength] == '.' ? text.Skip(SecondLength + 1).TakeWhile(char.IsAsciiDigit).Count() : 0;
        return TimeSpan.FromTicks((long)Math.Pow(10, LongestFraction - Math.Min(digits, 3)));
    }
}
