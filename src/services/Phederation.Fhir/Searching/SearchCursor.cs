using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Phederation.Fhir.Json;
using Phederation.Fhir.Outcomes;

namespace Phederation.Fhir.Searching;

/// <summary>
/// Where a page ends: the values by which its last resource was ordered, and its number. The next page begins behind it whatever was added or
/// removed in between, which a count of what to leave out would not.
/// </summary>
internal static class SearchCursor
{
    private const int Longest = 4000;

    /// <summary>A cursor as a text of a link.</summary>
    public static string Write(IEnumerable<string?> values)
    {
        var buffer = new ArrayBufferWriter<byte>(64);
        using (var writer = new Utf8JsonWriter(buffer, FhirJson.Writing))
        {
            writer.WriteStartArray();
            foreach (var value in values)
            {
                writer.WriteStringValue(value);
            }

            writer.WriteEndArray();
        }

        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }

    /// <summary>The values of a cursor. It comes from outside: nothing but its form is believed.</summary>
    /// <exception cref="FhirException">It is none: 400.</exception>
    public static IReadOnlyList<string?> Read(string text)
    {
        if (text.Length is > 0 and < Longest && Base64Url.IsValid(text))
        {
            var array = FhirJson.Parse(Base64Url.DecodeFromChars(text));
            if (
                array.ValueKind == JsonValueKind.Array
                && array.EnumerateArray().All(one => one.ValueKind is JsonValueKind.String or JsonValueKind.Null)
            )
            {
                return [.. array.EnumerateArray().Select(one => one.GetString())];
            }
        }

        throw Bad();
    }

    /// <summary>A cursor that is none.</summary>
    public static FhirException Bad() =>
        FhirException.BadRequest("The cursor of a page is malformed; follow the links that the server gives.", "value");
}
