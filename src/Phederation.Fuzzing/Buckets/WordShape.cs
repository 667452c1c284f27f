using System.Text;

namespace Phederation.Fuzzing.Buckets;

/// <summary>Tells what kind of word stands at the beginning of a text, by its shape alone.</summary>
internal static class WordShape
{
    private const int ShortestHex = 8;
    private const int ShortestId = 6;
    private const int GuidLength = 36;

    /// <summary>Appends the word's normal form; returns how many characters it took, at least one.</summary>
    public static int Take(ReadOnlySpan<char> rest, StringBuilder normal)
    {
        if (rest.Length >= GuidLength && Guid.TryParseExact(rest[..GuidLength], "D", out _) && !IsWordAt(rest, GuidLength))
        {
            normal.Append("<guid>");
            return GuidLength;
        }

        if (Time(rest) is var time and > 0)
        {
            normal.Append("<time>");
            return time;
        }

        if (Number(rest) is var number and > 0)
        {
            normal.Append("<n>");
            return number;
        }

        return Word(rest, normal);
    }

    // A date or a time, with what belongs to it: 2024-01-31, 2024-01-31T10:20:30.123Z, 10:20:30.
    private static int Time(ReadOnlySpan<char> rest)
    {
        var isDate = rest.Length >= 10 && IsPattern(rest, "0000-00-00");
        if (!isDate && !(rest.Length >= 8 && IsPattern(rest, "00:00:00")))
        {
            return 0;
        }

        var end = isDate ? 10 : 8;
        if (isDate && end + 9 <= rest.Length && rest[end] is 'T' or ' ' && IsPattern(rest[(end + 1)..], "00:00"))
        {
            end += 1;
        }

        while (end < rest.Length && (char.IsAsciiDigit(rest[end]) || (rest[end] is ':' or '.' or '+' or '-' && IsDigitAt(rest, end + 1))))
        {
            end++;
        }

        return end < rest.Length && rest[end] == 'Z' ? end + 1 : end;
    }

    // An integer, a decimal, a version, an address: digits with points and commas between, perhaps with an exponent.
    private static int Number(ReadOnlySpan<char> rest)
    {
        var end = rest[0] is '-' or '+' ? 1 : 0;
        if (!IsDigitAt(rest, end))
        {
            return 0;
        }

        while (IsDigitAt(rest, end) || (end < rest.Length && rest[end] is '.' or ',' && IsDigitAt(rest, end + 1)))
        {
            end++;
        }

        if (end < rest.Length && rest[end] is 'e' or 'E')
        {
            var digits = end + 1 < rest.Length && rest[end + 1] is '-' or '+' ? end + 2 : end + 1;
            if (IsDigitAt(rest, digits))
            {
                end = digits;
                while (IsDigitAt(rest, end))
                {
                    end++;
                }
            }
        }

        return IsWordAt(rest, end) ? 0 : end;
    }

    private static int Word(ReadOnlySpan<char> rest, StringBuilder normal)
    {
        var end = 0;
        int digits = 0,
            hexadecimal = 0;
        while (end < rest.Length && (char.IsLetterOrDigit(rest[end]) || (rest[end] is '_' or '-' && end > 0 && IsWordAt(rest, end + 1))))
        {
            digits += char.IsAsciiDigit(rest[end]) ? 1 : 0;
            hexadecimal += char.IsAsciiHexDigit(rest[end]) ? 1 : 0;
            end++;
        }

        end = Math.Max(end, 1);
        var word = rest[..end];
        if (word.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && end > 2 && hexadecimal == end - 1)
        {
            normal.Append("<hex>");
        }
        else if (digits > 0 && end >= ShortestHex && hexadecimal == end)
        {
            normal.Append("<hex>");
        }
        else if (digits > 1 && end >= ShortestId)
        {
            normal.Append("<id>");
        }
        else
        {
            AppendWithoutDigits(word, normal);
        }

        return end;
    }

    private static void AppendWithoutDigits(ReadOnlySpan<char> word, StringBuilder normal)
    {
        for (var at = 0; at < word.Length; at++)
        {
            if (!char.IsAsciiDigit(word[at]))
            {
                normal.Append(word[at]);
            }
            else if (at == 0 || !char.IsAsciiDigit(word[at - 1]))
            {
                normal.Append("<n>");
            }
        }
    }

    private static bool IsPattern(ReadOnlySpan<char> text, string pattern)
    {
        for (var at = 0; at < pattern.Length; at++)
        {
            if (at >= text.Length || (pattern[at] == '0' ? !char.IsAsciiDigit(text[at]) : text[at] != pattern[at]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDigitAt(ReadOnlySpan<char> text, int at) => at < text.Length && char.IsAsciiDigit(text[at]);

    private static bool IsWordAt(ReadOnlySpan<char> text, int at) => at < text.Length && char.IsLetterOrDigit(text[at]);
}
