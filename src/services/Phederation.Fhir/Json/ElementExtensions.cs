using System.Text.Json;

namespace Phederation.Fhir.Json;

/// <summary>Looks into JSON whose form is not known yet.</summary>
internal static class ElementExtensions
{
    /// <summary>A property of an object, or null where there is none or this is no object.</summary>
    public static JsonElement? At(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    /// <summary>A text property, or null.</summary>
    public static string? TextAt(this JsonElement element, string name) =>
        element.At(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>The elements of an array; a value alone counts as one.</summary>
    public static IEnumerable<JsonElement> Each(this JsonElement? element) =>
        element switch
        {
            null => [],
            { ValueKind: JsonValueKind.Array } array => array.EnumerateArray(),
            { } one => [one],
        };
}
