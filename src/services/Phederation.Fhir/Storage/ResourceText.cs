using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Phederation.Fhir.Json;

namespace Phederation.Fhir.Storage;

/// <summary>
/// Takes a resource apart for storing, and puts it together again: what every resource has in columns is not in its body. Putting it together
/// is joining bytes, so that reading a resource never parses it.
/// </summary>
internal static class ResourceText
{
    /// <summary>What is stored of a resource: what its meta says beyond version and time (or null), and the rest.</summary>
    public static (string? Meta, string Body) Split(JsonElement resource)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        string? meta = null;
        if (resource.At("meta") is { ValueKind: JsonValueKind.Object } value)
        {
            meta = Without(value, buffer, "versionId", "lastUpdated", "_versionId", "_lastUpdated");
            meta = meta == "{}" ? null : meta;
            buffer.ResetWrittenCount();
        }

        return (meta, Without(resource, buffer, "resourceType", "id", "_id", "meta"));
    }

    /// <summary>The whole resource as UTF-8.</summary>
    public static byte[] Join(StoredVersion version)
    {
        var head =
            $"{{\"resourceType\":\"{version.Type}\",\"id\":\"{version.Id}\",\"meta\":{{\"versionId\":\"{version.Version}\",\"lastUpdated\":\"{Instant(version.Updated)}\"";
        var text = new byte[head.Length + (version.Meta?.Length ?? 0) + (version.Body?.Length ?? 0) + 4];
        var length = Encoding.ASCII.GetBytes(head, text);
        length = Append(version.Meta, text, length);
        text[length++] = (byte)'}';
        length = Append(version.Body, text, length);
        text[length++] = (byte)'}';
        return length == text.Length ? text : text[..length];
    }

    /// <summary>A time as FHIR's instant.</summary>
    public static string Instant(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Without(JsonElement value, ArrayBufferWriter<byte> buffer, params ReadOnlySpan<string> names)
    {
        using (var writer = new Utf8JsonWriter(buffer, FhirJson.Writing))
        {
            writer.WriteStartObject();
            foreach (var property in value.EnumerateObject())
            {
                if (!names.Contains(property.Name))
                {
                    property.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Adds the properties of an object, without its braces, after a comma.</summary>
    private static int Append(byte[]? part, byte[] text, int length)
    {
        if (part is not { Length: > 2 })
        {
            return length;
        }

        text[length++] = (byte)',';
        part.AsSpan(1, part.Length - 2).CopyTo(text.AsSpan(length));
        return length + part.Length - 2;
    }
}
