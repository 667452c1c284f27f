namespace Phederation.Text.Parsing;

/// <summary>Reads what is not quoted or bracketed: numbers, booleans, dates and times.</summary>
internal static class ScalarReader
{
    private const int DateLength = 10;

    // What a message quotes of a value that is too long to be shown.
    private const int ShownLength = 40;

    public static TomlNode Read(TextCursor cursor)
    {
        var location = cursor.Location;
        var token = ReadToken(cursor);
        if (token.IsEmpty)
        {
            throw cursor.Error($"a value was expected, not {cursor.Found()}; text goes in quotes");
        }

        if (token is "true" or "false")
        {
            return new TomlBoolean(token is "true") { Location = location };
        }

        return IsDateOrTime(token) ? DateTimeReader.Read(token, location)
            : IntegerReader.IsInteger(token) ? IntegerReader.Read(token, location)
            : FloatReader.Read(token, location);
    }

    /// <summary>The error of a text that is no value.</summary>
    /// <param name="token">The text.</param>
    /// <param name="location">Where it begins.</param>
    /// <param name="problem">What is wrong with it and, after a semicolon, how to mend it.</param>
    public static TomlException Wrong(ReadOnlySpan<char> token, SourceLocation location, string problem) =>
        new(location, $"{(token.Length > ShownLength ? $"{token[..ShownLength]}…" : token)} {problem}");

    private static ReadOnlySpan<char> ReadToken(TextCursor cursor)
    {
        var start = cursor.Position;
        SkipScalar(cursor);

        // Between a date and a time a space may stand for the T.
        var isDate = cursor.Position - start == DateLength && IsDateOrTime(cursor.Since(start));
        if (isDate && cursor.Rest is [' ', >= '0' and <= '9', ..])
        {
            cursor.Skip(1);
            SkipScalar(cursor);
        }

        return cursor.Since(start);
    }

    private static void SkipScalar(TextCursor cursor)
    {
        while (Characters.IsScalar(cursor.Current))
        {
            cursor.Skip(1);
        }
    }

    private static bool IsDateOrTime(ReadOnlySpan<char> token) =>
        token is [>= '0' and <= '9', >= '0' and <= '9', >= '0' and <= '9', >= '0' and <= '9', '-', ..]
        || token is [>= '0' and <= '9', >= '0' and <= '9', ':', ..];
}
