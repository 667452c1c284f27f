using System.Text;
using System.Text.Json;

namespace Phederation.Fuzzing.Models.OpenApi.Reading;

/// <summary>Reads a document in JSON.</summary>
internal static class JsonApiReader
{
    /// <summary>The document.</summary>
    /// <exception cref="FuzzException">It is no JSON, or beyond the bounds.</exception>
    public static ApiNode Read(ReadOnlyMemory<byte> bytes, string file, OpenApiLimits limits)
    {
        var lines = new Utf8Lines(bytes, file);
        // One more level than is allowed, so that the bound is told as a bound.
        var reader = new Utf8JsonReader(bytes.Span, new JsonReaderOptions { MaxDepth = limits.MaxDepth + 1 });
        var builder = new ApiTreeBuilder(limits);
        try
        {
            while (reader.Read())
            {
                Take(ref reader, builder, lines);
            }
        }
        catch (JsonException error)
        {
            var place = lines.At(OffsetOf(bytes.Span, error));
            throw ApiError.At(place, $"this is no JSON: {Reason(error)}", "Mend it there; a YAML document is named .yaml or .yml.", error);
        }
        catch (InvalidOperationException error)
        {
            throw ApiError.At(
                lines.At(reader.TokenStartIndex),
                "this text is no Unicode",
                "Write it in UTF-8, and surrogates as pairs.",
                error
            );
        }

        return builder.Root!;
    }

    private static void Take(ref Utf8JsonReader reader, ApiTreeBuilder builder, Utf8Lines lines)
    {
        var location = lines.At(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                builder.Begin(new ApiNode(ApiNodeKind.Object, location));
                break;
            case JsonTokenType.StartArray:
                builder.Begin(new ApiNode(ApiNodeKind.List, location));
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                builder.End();
                break;
            case JsonTokenType.PropertyName:
                builder.Name(reader.GetString()!, location);
                break;
            case JsonTokenType.String:
                builder.Value(new ApiNode(ApiNodeKind.Text, location, reader.GetString()!));
                break;
            case JsonTokenType.Number:
                builder.Value(new ApiNode(ApiNodeKind.Number, location, Encoding.UTF8.GetString(reader.ValueSpan)));
                break;
            case JsonTokenType.True or JsonTokenType.False:
                builder.Value(new ApiNode(ApiNodeKind.Boolean, location, reader.GetBoolean() ? "true" : "false"));
                break;
            default:
                builder.Value(new ApiNode(ApiNodeKind.Null, location));
                break;
        }
    }

    private static long OffsetOf(ReadOnlySpan<byte> bytes, JsonException error)
    {
        long offset = 0;
        for (var line = error.LineNumber ?? 0; line > 0; line--)
        {
            offset += bytes[(int)offset..].IndexOf((byte)'\n') + 1;
        }

        return offset + (error.BytePositionInLine ?? 0);
    }

    // The place is told already, and counted from 0 there.
    private static string Reason(JsonException error) => error.Message.Split(" LineNumber:")[0].TrimEnd('.');
}
