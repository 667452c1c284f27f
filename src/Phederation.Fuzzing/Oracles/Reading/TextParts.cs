using System.Net;
using System.Text;
using System.Text.Json;

namespace Phederation.Fuzzing.Oracles.Reading;

/// <summary>The texts that a body carries: decoded, so that they can be looked through whatever they are wrapped in.</summary>
internal static class TextParts
{
    /// <summary>So much of a body is looked through.</summary>
    private const int LargestBody = 256 * 1024;

    /// <summary>What stands between two texts: a line of its own, with a character that no pattern may go over.</summary>
    public const string Between = "\n\u001e\n";

    private static readonly JsonReaderOptions Deep = new() { MaxDepth = 1_000_000 };

    /// <summary>The names and texts of JSON, as one text with a line for each; of anything else the text itself, with its character references decoded.</summary>
    public static string Of(ReadOnlySpan<byte> body)
    {
        var part = body[..Math.Min(body.Length, LargestBody)];
        if (
            part.TrimStart(" \t\r\n"u8) is { IsEmpty: false } trimmed
            && trimmed[0] is (byte)'{' or (byte)'[' or (byte)'"'
            && InJson(part) is { } texts
        )
        {
            return texts;
        }

        var text = Encoding.UTF8.GetString(part);
        return text.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(text) : text;
    }

    private static string? InJson(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, isFinalBlock: body.Length < LargestBody, new JsonReaderState(Deep));
        var texts = new StringBuilder();
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                {
                    texts.Append(Text(ref reader)).Append(Between);
                }
            }

            return texts.ToString();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // No text: half a surrogate pair. What is around it is still to be seen.
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}
