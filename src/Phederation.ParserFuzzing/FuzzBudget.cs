using System.Globalization;

namespace Phederation.ParserFuzzing;

/// <summary>Reads a budget of time.</summary>
public static class FuzzBudget
{
    private static readonly TimeSpan Most = TimeSpan.FromDays(7);

    /// <summary>Reads a number with its unit: s, m or h.</summary>
    /// <exception cref="ParserFuzzingException">It is none, nothing or too much.</exception>
    public static TimeSpan Parse(string text)
    {
        double? seconds =
            text is [.., 's' or 'm' or 'h']
            && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                ? number
                    * text[^1] switch
                    {
                        's' => 1,
                        'm' => 60,
                        _ => 3600,
                    }
                : null;
        return seconds > 0 && seconds <= Most.TotalSeconds
            ? TimeSpan.FromSeconds(seconds.Value)
            : throw new ParserFuzzingException(
                ParserFuzzingFault.Usage,
                $"the budget '{text}' is no time of at most 7 days; give a number with its unit, such as 90s, 10m or 2h"
            );
    }
}
