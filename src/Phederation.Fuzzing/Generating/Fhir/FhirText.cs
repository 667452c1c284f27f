using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Phederation.Fuzzing.Generating.Fhir;

/// <summary>Writes bodies: UTF-8, nothing escaped that needs no escape.</summary>
public static class FhirText
{
    internal static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of a body.</summary>
    public static byte[] Bytes(JsonNode body)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        Write(body, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the text of a body into a buffer.</summary>
    public static void Write(JsonNode body, IBufferWriter<byte> buffer)
    {
        using var writer = new Utf8JsonWriter(buffer, Writing);
        body.WriteTo(writer);
    }
}
