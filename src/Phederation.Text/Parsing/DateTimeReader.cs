using System.Globalization;

namespace Phederation.Text.Parsing;

/// <summary>Reads dates and times. Source: RFC 3339, which TOML narrows.</summary>
internal static class DateTimeReader
{
    private const int DateLength = 10;
    private const int TimeLength = 8;
    private const int OffsetLength = 6;
    private const int TickDigits = 7;

    public static TomlDateTime Read(ReadOnlySpan<char> token, SourceLocation location)
    {
        var rest = token;
        if (rest is [_, _, ':', ..])
        {
            return TakeTime(ref rest) is { } time && rest.IsEmpty
                ? new TomlDateTime(time) { Location = location }
                : throw Wrong(token, location);
        }

        if (TakeDate(ref rest) is not { } date)
        {
            throw Wrong(token, location);
        }

        if (rest.IsEmpty)
        {
            return new TomlDateTime(date) { Location = location };
        }

        if (rest[0] is not ('T' or 't' or ' '))
        {
            throw Wrong(token, location);
        }

        rest = rest[1..];
        return TakeTime(ref rest) is { } timeOfDay && TryTakeOffset(rest, out var offset)
            ? new TomlDateTime(date, timeOfDay, offset) { Location = location }
            : throw Wrong(token, location);
    }

    private static TomlException Wrong(ReadOnlySpan<char> token, SourceLocation location) =>
        ScalarReader.Wrong(
            token,
            location,
            "is no date or time that exists; write it like 2026-01-31T23:59:59Z, 2026-01-31T23:59:59, 2026-01-31 or 23:59:59"
        );

    private static DateOnly? TakeDate(ref ReadOnlySpan<char> rest)
    {
        if (
            rest.Length < DateLength
            || rest[4] != '-'
            || rest[7] != '-'
            || Number(rest[..4]) is not (> 0 and var year)
            || Number(rest[5..7]) is not (>= 1 and <= 12 and var month)
            || Number(rest[8..10]) is not (>= 1 and var day)
            || day > DateTime.DaysInMonth(year, month)
        )
        {
            return null;
        }

        rest = rest[DateLength..];
        return new DateOnly(year, month, day);
    }

    private static TimeOnly? TakeTime(ref ReadOnlySpan<char> rest)
    {
        if (
            rest.Length < TimeLength
            || rest[2] != ':'
            || rest[5] != ':'
            || Number(rest[..2]) is not (>= 0 and <= 23 and var hour)
            || Number(rest[3..5]) is not (>= 0 and <= 59 and var minute)
            || Number(rest[6..8]) is not (>= 0 and <= 59 and var second)
        )
        {
            return null;
        }

        rest = rest[TimeLength..];
        var ticks = 0L;
        if (rest is ['.', ..])
        {
            var end = rest[1..].IndexOfAnyExceptInRange('0', '9');
            var fraction = end < 0 ? rest[1..] : rest[1..(end + 1)];
            if (fraction.IsEmpty)
            {
                return null;
            }

            var kept = fraction[..Math.Min(fraction.Length, TickDigits)];
            ticks = long.Parse(kept, NumberStyles.None, CultureInfo.InvariantCulture) * (long)Math.Pow(10, TickDigits - kept.Length);
            rest = rest[(fraction.Length + 1)..];
        }

        return new TimeOnly(hour, minute, second).Add(new TimeSpan(ticks));
    }

    private static bool TryTakeOffset(ReadOnlySpan<char> rest, out TimeSpan? offset)
    {
        offset = null;
        if (rest.IsEmpty)
        {
            return true;
        }

        if (rest is "Z" or "z")
        {
            offset = TimeSpan.Zero;
            return true;
        }

        if (
            rest.Length != OffsetLength
            || rest[0] is not ('+' or '-')
            || rest[3] != ':'
            || Number(rest[1..3]) is not (>= 0 and <= 23 and var hours)
            || Number(rest[4..6]) is not (>= 0 and <= 59 and var minutes)
        )
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0) * (rest[0] == '-' ? -1 : 1);
        return true;
    }

    // -1 where the text is not digits alone.
    private static int Number(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
