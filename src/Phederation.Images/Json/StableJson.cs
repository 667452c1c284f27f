using System.Text.Encodings.Web;
using System.Text.Json;

namespace Phederation.Images.Json;

/// <summary>Writes JSON with the same bytes everywhere.</summary>
internal static class StableJson
{
    /// <summary>Writes a document that ends with a line feed.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        var options = new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",

            // Names and versions with "+" stay readable; what goes into a page is encoded there.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            write(json);
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    /// <summary>Writes a property when there is something to say.</summary>
    public static void OptionalString(this Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }

    /// <summary>Writes an array; each element is written by a function.</summary>
    public static void Array<T>(this Utf8JsonWriter json, string name, IEnumerable<T> values, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            write(value);
        }

        json.WriteEndArray();
    }
}
