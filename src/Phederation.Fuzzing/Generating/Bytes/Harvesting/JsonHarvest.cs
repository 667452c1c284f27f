using System.Text.Json;

namespace Phederation.Fuzzing.Generating.Bytes.Harvesting;

/// <summary>Finds tokens in JSON: names, texts, numbers.</summary>
public static class JsonHarvest
{
    private static readonly JsonReaderOptions Reading = new()
    {
        MaxDepth = 200,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Adds the tokens of a text, up to where it stops to be JSON.</summary>
    public static void Harvest(ReadOnlySpan<byte> json, TokenHarvest harvest)
    {
        var reader = new Utf8JsonReader(json, Reading);
        try
        {
            while (!harvest.IsFull && reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        // With its quotes: as a name, not as a part of one.
                        harvest.Add([(byte)'"', .. reader.ValueSpan, (byte)'"']);
                        break;
                    case JsonTokenType.String or JsonTokenType.Number:
                        harvest.Add(reader.ValueSpan);
                        break;
                    default:
                        break;
                }
            }
        }
        catch (JsonException)
        {
            // Answers and seeds may be broken on purpose: what came before counts.
        }
    }
}
