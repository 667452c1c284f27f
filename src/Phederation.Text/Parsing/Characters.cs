namespace Phederation.Text.Parsing;

/// <summary>TOML's classes of characters. Source: the ABNF of TOML 1.0.0.</summary>
internal static class Characters
{
    public static bool IsBareKey(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-';

    /// <summary>What numbers, dates and words are made of.</summary>
    public static bool IsScalar(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '+' or '.' or ':';

    /// <summary>What neither comments nor strings may hold as it is. A tab is not among it; line ends are for the caller.</summary>
    public static bool IsForbidden(char character) => character is < ' ' and not '\t' or '\u007F';
}
