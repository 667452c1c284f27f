using System.Text.Json;

namespace Phederation.Images.Sbom;

/// <summary>Reads JSON files of an image, whose content is whatever its maker wrote.</summary>
internal static class JsonFile
{
    private static readonly JsonDocumentOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 64,
    };

    /// <summary>Parses a file whose root must be an object.</summary>
    /// <exception cref="ImageException">It is no JSON object; the message has the line and column.</exception>
    public static JsonDocument Parse(byte[] bytes, string file)
    {
        try
        {
            var start = bytes.AsSpan().StartsWith("\xEF\xBB\xBF"u8) ? 3 : 0;
            RequireText(bytes.AsSpan(start), file);
            var document = JsonDocument.Parse(bytes.AsMemory(start), Options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document
                : throw new ImageException(ImageFault.MalformedImage, $"{file}:1:1: a JSON object is expected");
        }
        catch (JsonException exception)
        {
            throw new ImageException(
                ImageFault.MalformedImage,
                $"{file}:{exception.LineNumber + 1}:{exception.BytePositionInLine + 1}: the file is no well-formed JSON",
                exception
            );
        }
    }

    // A document takes broken UTF-8 and halves of surrogate pairs, and fails when a text is asked for.
    private static void RequireText(ReadOnlySpan<byte> json, string file)
    {
        var reader = new Utf8JsonReader(
            json,
            new JsonReaderOptions
            {
                AllowTrailingCommas = Options.AllowTrailingCommas,
                CommentHandling = Options.CommentHandling,
                MaxDepth = Options.MaxDepth,
            }
        );
        while (reader.Read())
        {
            try
            {
                _ = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? reader.GetString() : null;
            }
            catch (InvalidOperationException exception)
            {
                var before = json[..(int)reader.TokenStartIndex];
                throw new ImageException(
                    ImageFault.MalformedImage,
                    $"{file}:{before.Count((byte)'\n') + 1}:{before.Length - before.LastIndexOf((byte)'\n')}: a text is broken UTF-8, or holds half of a surrogate pair",
                    exception
                );
            }
        }
    }

    /// <summary>The text of a property; null when it is not there or is none.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>The properties of an object in an object; none when it is not there.</summary>
    public static IEnumerable<JsonProperty> Properties(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject()
            : Enumerable.Empty<JsonProperty>();
}
