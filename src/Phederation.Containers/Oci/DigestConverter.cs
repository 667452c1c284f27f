using System.Text.Json;
using System.Text.Json.Serialization;

namespace Phederation.Containers.Oci;

/// <summary>A digest as the string that JSON carries.</summary>
public sealed class DigestConverter : JsonConverter<Digest>
{
    /// <inheritdoc />
    public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Digest.TryParse(reader.GetString(), out var digest)
            ? digest
            : throw new JsonException("a digest \"sha256:…\" is expected");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
