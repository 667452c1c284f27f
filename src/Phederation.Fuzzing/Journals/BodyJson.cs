using System.Text.Json;
using System.Text.Unicode;

namespace Phederation.Fuzzing.Journals;

/// <summary>Bytes in JSON: as text where they are UTF-8, else in base64 under another name.</summary>
internal static class BodyJson
{
    /// <summary>Writes bytes, at most a number of them; returns whether some were left out.</summary>
    public static bool Write(Utf8JsonWriter writer, string name, ReadOnlySpan<byte> bytes, int most = int.MaxValue)
    {
        var kept = bytes[..Math.Min(bytes.Length, most)];
        var isCut = kept.Length < bytes.Length;
        if (isCut)
        {
            kept = kept[..WholeCharacters(kept)];
        }

        if (Utf8.IsValid(kept))
        {
            writer.WriteString(name, kept);
        }
        else
        {
            writer.WriteBase64String($"{name}64", kept);
        }

        return isCut;
    }

    /// <summary>Reads what was written under a name; null when there is nothing.</summary>
    public static byte[]? Read(JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) ? System.Text.Encoding.UTF8.GetBytes(text.GetString()!)
        : element.TryGetProperty($"{name}64", out var base64) ? base64.GetBytesFromBase64()
        : null;

    // Without the beginning of a character whose rest was cut off.
    private static int WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.Length;
        for (var back = 1; back <= Math.Min(3, end); back++)
        {
            var lead = bytes[end - back];
            if (lead >= 0xC0)
            {
                var length =
                    lead >= 0xF0 ? 4
                    : lead >= 0xE0 ? 3
                    : 2;
                return length > back ? end - back : end;
            }

            if (lead < 0x80)
            {
                return end;
            }
        }

        return end;
    }
}
