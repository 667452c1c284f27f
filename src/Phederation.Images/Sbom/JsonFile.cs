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
