using System.Text.Json;
using System.Text.Json.Serialization;

namespace Phederation.Containers.Engine.Transport;

/// <summary>The engine writes times with nanoseconds, and "" or year 1 for "never".</summary>
internal sealed class EngineTimeConverter : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var time) && time.Year > 1 ? time : null;

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } time)
        {
            writer.WriteStringValue(time);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
