namespace Phederation.Fhir.Values;

/// <summary>A date or time with the precision it was written in: the span from its first to behind its last microsecond.</summary>
/// <param name="Low">The first microsecond since 1970 in UTC.</param>
/// <param name="High">The first microsecond after it.</param>
/// <param name="Part">How precise it is.</param>
/// <param name="HasZone">Whether a zone was given; without one it is taken as UTC.</param>
internal readonly record struct FhirDate(long Low, long High, DatePart Part, bool HasZone)
{
    /// <summary>Before everything.</summary>
    public const long Past = long.MinValue;

    /// <summary>After everything.</summary>
    public const long Future = long.MaxValue;

    private const long Second = 1_000_000;

    /// <summary>Reads YYYY, YYYY-MM, YYYY-MM-DD, or these with Thh:mm[:ss[.fff]] and a zone.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out FhirDate date)
    {
        date = default;
        if (text.Length is < 4 or > 48 || !Digits(text[..4], out var year) || year == 0)
        {
            return false;
        }

        if (text.Length == 4)
        {
            date = Between(new DateTime(year, 1, 1), year == 9999 ? null : new DateTime(year + 1, 1, 1), DatePart.Year);
            return true;
        }

        if (text.Length < 7 || text[4] != '-' || !Digits(text[5..7], out var month) || month is < 1 or > 12)
        {
            return false;
        }

        if (text.Length == 7)
        {
            var first = new DateTime(year, month, 1);
            date = Between(first, year == 9999 && month == 12 ? null : first.AddMonths(1), DatePart.Month);
            return true;
        }

        if (text.Length < 10 || text[7] != '-' || !Digits(text[8..10], out var day) || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        var start = new DateTime(year, month, day);
        if (text.Length == 10)
        {
            date = Between(start, year == 9999 && month == 12 && day == 31 ? null : start.AddDays(1), DatePart.Day);
            return true;
        }

        return TryTime(Microseconds(start), text[10..], out date);
    }

    private static FhirDate Between(DateTime first, DateTime? after, DatePart part) =>
        new(Microseconds(first), after is { } end ? Microseconds(end) : Microseconds(DateTime.MaxValue) + 1, part, false);

    private static bool TryTime(long day, ReadOnlySpan<char> text, out FhirDate date)
    {
        date = default;
        if (
            text.Length < 6
            || text[0] != 'T'
            || text[3] != ':'
            || !Digits(text[1..3], out var hour)
            || hour > 23
            || !Digits(text[4..6], out var minute)
            || minute > 59
        )
        {
            return false;
        }

        var low = day + ((hour * 3600L) + (minute * 60L)) * Second;
        var width = 60 * Second;
        var part = DatePart.Minute;
        text = text[6..];
        if (text is [':', ..])
        {
            if (text.Length < 3 || !Digits(text[1..3], out var second) || second > 60)
            {
                return false;
            }

            low += second * Second;
            width = Second;
            part = DatePart.Second;
            text = text[3..];
            if (text is ['.', ..] && !Fraction(ref text, ref low, ref width))
            {
                return false;
            }
        }

        if (!TryZone(text, out var zone))
        {
            return false;
        }

        low -= zone.GetValueOrDefault() * 60L * Second;
        date = new FhirDate(low, low + width, part, zone is not null);
        return true;
    }

    private static bool Fraction(ref ReadOnlySpan<char> text, ref long low, ref long width)
    {
        var length = text[1..].IndexOfAnyExceptInRange('0', '9');
        length = length < 0 ? text.Length - 1 : length;
        if (length == 0)
        {
            return false;
        }

        // Finer than a microsecond is cut off: it is the server's precision.
        for (var at = 0; at < Math.Min(length, 6); at++)
        {
            width /= 10;
            low += (text[1 + at] - '0') * width;
        }

        width = Math.Max(width, 1);
        text = text[(1 + length)..];
        return true;
    }

    private static bool TryZone(ReadOnlySpan<char> text, out int? minutes)
    {
        minutes = null;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text is "Z")
        {
            minutes = 0;
            return true;
        }

        if (
            text.Length != 6
            || text[0] is not ('+' or '-')
            || text[3] != ':'
            || !Digits(text[1..3], out var hours)
            || !Digits(text[4..6], out var rest)
            || rest > 59
            || hours > 14
            || (hours == 14 && rest > 0)
        )
        {
            return false;
        }

        minutes = (text[0] == '-' ? -1 : 1) * ((hours * 60) + rest);
        return true;
    }

    private static long Microseconds(DateTime time) => (time.Ticks - DateTime.UnixEpoch.Ticks) / 10;

    private static bool Digits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var character in text)
        {
            if (!char.IsAsciiDigit(character))
            {
                return false;
            }

            value = (value * 10) + (character - '0');
        }

        return true;
    }
}
