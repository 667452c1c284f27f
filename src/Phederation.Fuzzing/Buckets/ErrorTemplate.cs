using System.Text;
using System.Text.Json;

namespace Phederation.Fuzzing.Buckets;

/// <summary>
/// The error that a body tells of, in its normal form. Of JSON it takes the texts that errors are told in (FHIR's OperationOutcome, RFC 9457,
/// Spring's and others), of anything else the beginning. Only the first <see cref="Read"/> bytes count, so that a body that was cut for the journal
/// has the same template.
/// </summary>
public static class ErrorTemplate
{
    /// <summary>How many bytes of a body are looked at.</summary>
    public const int Read = 16 * 1024;

    private const int MostTexts = 4;

    private static readonly HashSet<string> TextNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "code",
        "detail",
        "diagnostics",
        "error",
        "error_description",
        "exception",
        "message",
        "reason",
        "text",
        "title",
    };

    /// <summary>The template of a body; empty for an empty one.</summary>
    public static string Of(ReadOnlyMemory<byte> body)
    {
        var read = body.Span[..Math.Min(body.Length, Read)];
        var start = read.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0)
        {
            return "";
        }

        return read[start] is (byte)'{' or (byte)'[' && OfJson(read, body.Length <= Read) is { Length: > 0 } template
            ? template
            : DetailNormaliser.Normalise(Encoding.UTF8.GetString(read[start..Math.Min(read.Length, start + 1024)]));
    }

    // Null when it isn't JSON or has none of the texts.
    private static string? OfJson(ReadOnlySpan<byte> body, bool isWhole)
    {
        var texts = new List<string>(MostTexts);
        var reader = new Utf8JsonReader(body, isWhole, new JsonReaderState(new JsonReaderOptions { MaxDepth = 1024 }));
        try
        {
            var isText = false;
            while (texts.Count < MostTexts && reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    isText = reader.HasValueSequence == false && TextNames.Contains(reader.GetString()!);
                }
                else if (isText && reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } text)
                {
                    texts.Add(DetailNormaliser.Normalise(text));
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Broken JSON, or a text that is no UTF-8: what was found until there counts.
        }

        return texts.Count == 0 ? null : string.Join(" / ", texts);
    }
}
