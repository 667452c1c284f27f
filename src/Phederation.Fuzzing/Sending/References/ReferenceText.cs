using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Phederation.Fuzzing.Sending.References;

/// <summary>Finds <c>{{SCENARIO.STEP.NAME}}</c> and <c>{{.STEP.NAME}}</c> in texts and bytes, and puts something in their place.</summary>
internal static class ReferenceText
{
    private const int LongestReference = 128;

    private static readonly SearchValues<byte> NameBytes = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"u8
    );

    /// <summary>A text with something in place of each reference; the text itself where it has none.</summary>
    public static string Replace(string text, Func<CaptureReference, string> by) =>
        text.Contains("{{", StringComparison.Ordinal) && Replace(Encoding.UTF8.GetBytes(text), by) is { } replaced
            ? Encoding.UTF8.GetString(replaced)
            : text;

    /// <summary>Bytes with something in place of each reference; null where they have none.</summary>
    public static byte[]? Replace(ReadOnlySpan<byte> bytes, Func<CaptureReference, string> by)
    {
        ArrayBufferWriter<byte>? result = null;
        var copied = 0;
        for (var at = Next(bytes, 0); at >= 0; at = Next(bytes, at))
        {
            if (Parse(bytes[at..]) is not (var reference, var length))
            {
                at++;
                continue;
            }

            result ??= new ArrayBufferWriter<byte>(bytes.Length + 64);
            result.Write(bytes[copied..at]);
            result.Write(Encoding.UTF8.GetBytes(by(reference)));
            at += length;
            copied = at;
        }

        result?.Write(bytes[copied..]);
        return result?.WrittenSpan.ToArray();
    }

    private static int Next(ReadOnlySpan<byte> bytes, int from)
    {
        var found = from >= bytes.Length ? -1 : bytes[from..].IndexOf("{{"u8);
        return found < 0 ? -1 : from + found;
    }

    private static (CaptureReference Reference, int Length)? Parse(ReadOnlySpan<byte> bytes)
    {
        var end = bytes[..Math.Min(bytes.Length, LongestReference)].IndexOf("}}"u8);
        if (end < 0)
        {
            return null;
        }

        var rest = bytes[2..end];
        long? scenario = null;
        if (Utf8Parser.TryParse(rest, out long number, out var read) && number >= 0)
        {
            scenario = number;
            rest = rest[read..];
        }

        if (
            rest.Length < 4
            || rest[0] != (byte)'.'
            || !Utf8Parser.TryParse(rest[1..], out int step, out var digits)
            || step < 0
            || rest.Length <= digits + 2
            || rest[digits + 1] != (byte)'.'
            || rest[(digits + 2)..].ContainsAnyExcept(NameBytes)
        )
        {
            return null;
        }

        return (new CaptureReference(scenario, step, Encoding.ASCII.GetString(rest[(digits + 2)..])), end + 2);
    }
}
