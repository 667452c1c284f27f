using System.Buffers;
using System.Globalization;

namespace Phederation.Images.Dockerfiles.Parsing;

/// <summary>Reads times as Docker writes them: <c>30s</c>, <c>1m30s</c>, <c>1.5h</c>, <c>250ms</c>.</summary>
internal static class GoDuration
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    private static readonly (string Unit, decimal Ticks)[] Units =
    [
        ("ns", 0.01m),
        ("us", 10),
        ("µs", 10),
        ("μs", 10),
        ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
    ];

    /// <summary>The time; null where the text is none, or exceeds what a time can be.</summary>
    public static TimeSpan? TryParse(string text)
    {
        if (text == "0")
        {
            return TimeSpan.Zero;
        }

        var rest = text.AsSpan();
        var ticks = 0m;
        do
        {
            var digits = rest.IndexOfAnyExcept(Digits);
            if (
                digits is < 1 or > 12
                || !decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            )
            {
                return null;
            }

            rest = rest[digits..];
            var letters = rest.IndexOfAny(Digits);
            var unit = (letters < 0 ? rest : rest[..letters]).ToString();
            var factor = Array.Find(Units, known => known.Unit == unit).Ticks;
            ticks += number * factor;
            rest = rest[unit.Length..];
            if (factor == 0 || ticks > TimeSpan.MaxValue.Ticks)
            {
                return null;
            }
        } while (!rest.IsEmpty);
        return TimeSpan.FromTicks((long)ticks);
    }
}
