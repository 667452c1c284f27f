using System.Text;
using System.Text.Json;
using Phederation.Text;

namespace Phederation.Fuzzing.Campaigns.Corpora;

/// <summary>Finds where something stands in JSON that was parsed before.</summary>
internal static class JsonPlaces
{
    /// <summary>Where a member's value of the outermost object begins; the document's beginning when it isn't there.</summary>
    public static SourceLocation OfMember(ReadOnlySpan<byte> json, string name, string file)
    {
        var reader = new Utf8JsonReader(json);
        return Seek(ref reader, name) ? At(json, (int)reader.TokenStartIndex, file) : At(json, 0, file);
    }

    /// <summary>Where an item of an array of the outermost object begins.</summary>
    public static SourceLocation OfItem(ReadOnlySpan<byte> json, string name, int place, string file)
    {
        var reader = new Utf8JsonReader(json);
        if (!Seek(ref reader, name) || reader.TokenType != JsonTokenType.StartArray)
        {
            return At(json, 0, file);
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (place-- == 0)
            {
                break;
            }

            reader.Skip();
        }

        return At(json, (int)reader.TokenStartIndex, file);
    }

    private static bool Seek(ref Utf8JsonReader reader, string name)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(name);
            reader.Read();
            if (isIt)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static SourceLocation At(ReadOnlySpan<byte> json, int offset, string file)
    {
        var before = json[..offset];
        var line = before[(before.LastIndexOf((byte)'\n') + 1)..];
        return new SourceLocation(file, before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(line) + 1);
    }
}
