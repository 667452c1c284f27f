using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Phederation.Containers.Engine.Transport;

/// <summary>Reads and writes the engine's JSON with errors of this client.</summary>
internal static class EngineJson
{
    public static T Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type, string operation)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw EngineErrors.Protocol(operation, "the engine answered null.");
        }
        catch (JsonException exception)
        {
            throw EngineErrors.Protocol(
                operation,
                $"the engine's JSON is not as the Engine API describes it ({exception.Message}).",
                exception
            );
        }
    }

    public static ByteArrayContent Content<T>(T value, JsonTypeInfo<T> type)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, type));
        content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/json");
        return content;
    }
}
