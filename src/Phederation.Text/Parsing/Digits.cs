namespace Phederation.Text.Parsing;

/// <summary>Digits with underscores between them, as TOML's numbers have.</summary>
internal static class Digits
{
    /// <summary>Whether the text is digits of a base, each underscore between two of them.</summary>
    public static bool AreValid(ReadOnlySpan<char> text, int numberBase)
    {
        var wasDigit = false;
        foreach (var character in text)
        {
            if (character == '_' ? !wasDigit : !IsDigit(character, numberBase))
            {
                return false;
            }

            wasDigit = character != '_';
        }

        return wasDigit;
    }

    /// <summary>Whether the text is decimal digits with no needless zero before them.</summary>
    public static bool AreDecimal(ReadOnlySpan<char> text) => AreValid(text, 10) && (text.Length == 1 || text[0] != '0');

    /// <summary>The number that valid digits write, or null where it exceeds the maximum.</summary>
    public static ulong? Value(ReadOnlySpan<char> digits, int numberBase, ulong maximum)
    {
        var value = 0UL;
        foreach (var character in digits)
        {
            if (character == '_')
            {
                continue;
            }

            var digit = (ulong)(char.IsAsciiDigit(character) ? character - '0' : (character | 0x20) - 'a' + 10);
            if (value > (maximum - digit) / (ulong)numberBase)
            {
                return null;
            }

            value = (value * (ulong)numberBase) + digit;
        }

        return value;
    }

    private static bool IsDigit(char character, int numberBase) =>
        numberBase == 16 ? char.IsAsciiHexDigit(character) : character >= '0' && character < '0' + numberBase;
}
