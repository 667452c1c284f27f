using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Phederation.Trust.Tuf;

/// <summary>
/// The one byte form of a JSON value that signatures are made over: OLPC's canonical JSON as docker/go writes it. Keys are sorted by
/// their UTF-8 bytes, there is no white space, strings escape only the quote, the backslash and the line separators U+2028 and U+2029,
/// numbers are integers.
/// </summary>
public static class CanonicalJson
{
    /// <summary>The largest integer that survives the 64-bit floating point number that Go reads JSON into.</summary>
    private const long LargestInteger = 1L << 53;

    /// <summary>Writes the canonical form of a value.</summary>
    /// <exception cref="JsonException">A number is no integer or too large, a string is no text, or a key is there twice.</exception>
    public static byte[] Write(JsonElement value)
    {
        var output = new ArrayBufferWriter<byte>();
        WriteValue(value, output);
        return output.WrittenSpan.ToArray();
    }

    private static void WriteValue(JsonElement value, ArrayBufferWriter<byte> output)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, output);
                break;
            case JsonValueKind.Array:
                output.Write("["u8);
                var isFirst = true;
                foreach (var item in value.EnumerateArray())
                {
                    if (!isFirst)
                    {
                        output.Write(","u8);
                    }

                    isFirst = false;
                    WriteValue(item, output);
                }

                output.Write("]"u8);
                break;
            case JsonValueKind.String:
                WriteString(Utf8(value), output);
                break;
            case JsonValueKind.Number:
                WriteInteger(value, output);
                break;
            case JsonValueKind.True:
                output.Write("true"u8);
                break;
            case JsonValueKind.False:
                output.Write("false"u8);
                break;
            case JsonValueKind.Null:
                output.Write("null"u8);
                break;
            default:
                throw new JsonException("there is no value to write");
        }
    }

    private static void WriteObject(JsonElement value, ArrayBufferWriter<byte> output)
    {
        var members = new List<(byte[] Key, JsonElement Value)>();
        foreach (var member in value.EnumerateObject())
        {
            members.Add((Encoding.UTF8.GetBytes(Name(member)), member.Value));
        }

        // By UTF-8 bytes, which is by code point; .NET's ordinal order is by UTF-16 unit and differs beyond the basic plane.
        members.Sort((left, right) => left.Key.AsSpan().SequenceCompareTo(right.Key));
        output.Write("{"u8);
        for (var i = 0; i < members.Count; i++)
        {
            if (i > 0)
            {
                if (members[i].Key.AsSpan().SequenceEqual(members[i - 1].Key))
                {
                    throw new JsonException($"the key '{Encoding.UTF8.GetString(members[i].Key)}' is there twice");
                }

                output.Write(","u8);
            }

            WriteString(members[i].Key, output);
            output.Write(":"u8);
            WriteValue(members[i].Value, output);
        }

        output.Write("}"u8);
    }

    private static void WriteInteger(JsonElement value, ArrayBufferWriter<byte> output)
    {
        if (!value.TryGetInt64(out var number) || number is > LargestInteger or < -LargestInteger)
        {
            throw new JsonException($"the number {value.GetRawText()} is no integer of at most 53 bits");
        }

        Utf8Formatter.TryFormat(number, output.GetSpan(20), out var written);
        output.Advance(written);
    }

    private static void WriteString(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> output)
    {
        output.Write("\""u8);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case (byte)'"' or (byte)'\\':
                    output.Write("\\"u8);
                    output.Write(text.Slice(i, 1));
                    break;
                case 0xE2 when i + 2 < text.Length && text[i + 1] == 0x80 && text[i + 2] is 0xA8 or 0xA9:
                    output.Write(text[i + 2] == 0xA8 ? "\\u2028"u8 : "\\u2029"u8);
                    i += 2;
                    break;
                default:
                    output.Write(text.Slice(i, 1));
                    break;
            }
        }

        output.Write("\""u8);
    }

    private static byte[] Utf8(JsonElement text)
    {
        try
        {
            return Encoding.UTF8.GetBytes(text.GetString()!);
        }
        catch (InvalidOperationException fault)
        {
            throw new JsonException("a string holds half of a surrogate pair", fault);
        }
    }

    private static string Name(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException fault)
        {
            throw new JsonException("a key holds half of a surrogate pair", fault);
        }
    }
}
