using System.Text;
using System.Text.Json;

namespace Phederation.Fuzzing.Scenarios.Shapes;

/// <summary>Gives a body the id that the body of a change must have.</summary>
internal static class BodyId
{
    /// <summary>
    /// The same bytes with the id. Nothing else is touched, for a body is what it is tried for. One that can't have a member, because it is no JSON object,
    /// stays as it is.
    /// </summary>
    public static ReadOnlyMemory<byte> Set(ReadOnlyMemory<byte> body, ResourceRoute route, string id)
    {
        if (route.IdMember is not { } member)
        {
            return body;
        }

        var value = route.IsIdText ? $"\"{id}\"" : id;
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = 100_000, AllowTrailingCommas = true });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return body;
            }

            var open = (int)reader.BytesConsumed;
            var isEmpty = true;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                isEmpty = false;
                var isId = reader.ValueTextEquals(member);
                reader.Read();
                var from = (int)reader.TokenStartIndex;
                reader.Skip();
                if (isId)
                {
                    return Splice(body.Span, from, (int)reader.BytesConsumed, value);
                }
            }

            return Splice(body.Span, open, open, $"\"{member}\":{value}{(isEmpty ? "" : ",")}");
        }
        catch (JsonException)
        {
            return body;
        }
    }

    private static byte[] Splice(ReadOnlySpan<byte> body, int from, int to, string text) =>
        [.. body[..from], .. Encoding.UTF8.GetBytes(text), .. body[to..]];
}
