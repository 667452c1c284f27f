using System.Text;
using System.Text.Json;

namespace Phederation.Images.Dockerfiles.Parsing;

/// <summary>Reads the JSON form of arguments: an array of strings.</summary>
internal static class JsonForm
{
    /// <summary>
    /// The strings; null where the text is no JSON array, and so is meant for a shell: a test such as <c>[ -f x ]</c> begins with a
    /// bracket too.
    /// </summary>
    public static List<DockerfileText>? TryRead(DockerfileText text)
    {
        if (text.Raw is not ['[', ..])
        {
            return null;
        }

        var utf8 = Encoding.UTF8.GetBytes(text.Raw);
        var reader = new Utf8JsonReader(utf8, isFinalBlock: true, state: default);
        var strings = new List<DockerfileText>();
        var (offset, offsetInBytes) = (0, 0);
        DockerfileText? other = null;
        try
        {
            reader.Read();
            while (reader.Read() && reader.CurrentDepth >= 1)
            {
                var start = (int)reader.TokenStartIndex;
                offset += Encoding.UTF8.GetCharCount(utf8.AsSpan(offsetInBytes, start - offsetInBytes));
                offsetInBytes = start;
                if (reader.TokenType == JsonTokenType.String)
                {
                    strings.Add(text.Decoded(offset, reader.GetString()!));
                }
                else
                {
                    other ??= text.Slice(offset, 1);
                }
            }
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            throw text.Error("half a surrogate pair in this string is no character; write the character itself", offset);
        }

        var end = Encoding.UTF8.GetCharCount(utf8.AsSpan(0, (int)reader.BytesConsumed));
        while (end < text.Raw.Length && char.IsWhiteSpace(text.Raw[end]))
        {
            end++;
        }

        return other?.Error("an element of this array is no string; put it in double quotes") is { } error ? throw error
            : end < text.Raw.Length
                ? throw text.Error(
                    "there is text after the array, which engines take in different ways; remove it or write the whole in shell form",
                    end
                )
            : strings;
    }
}
