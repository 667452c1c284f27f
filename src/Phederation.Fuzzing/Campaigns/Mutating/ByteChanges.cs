using Phederation.Fuzzing.Generating;

namespace Phederation.Fuzzing.Campaigns.Mutating;

/// <summary>Small changes to the bytes of a body or a path.</summary>
internal static class ByteChanges
{
    private const int MostLonger = 4096;

    private static readonly byte[][] Telling =
    [
        "null"u8.ToArray(),
        "-1"u8.ToArray(),
        "1e400"u8.ToArray(),
        "9223372036854775808"u8.ToArray(),
        "\""u8.ToArray(),
        "'"u8.ToArray(),
        "{}"u8.ToArray(),
        "[]"u8.ToArray(),
        "\\u0000"u8.ToArray(),
        "%00"u8.ToArray(),
        "../"u8.ToArray(),
        "\u202e"u8.ToArray(),
        [0xff],
        [0xc0, 0xaf],
    ];

    /// <summary>Changed bytes.</summary>
    /// <param name="bytes">The bytes; not changed themselves.</param>
    /// <param name="words">What may be put in.</param>
    /// <param name="random">Chooses.</param>
    public static byte[] Change(ReadOnlySpan<byte> bytes, IReadOnlyList<ReadOnlyMemory<byte>> words, FuzzRandom random)
    {
        var from = random.Next(bytes.Length + 1);
        var to = Math.Min(bytes.Length, from + 1 + random.Next(16));
        return random.Next(6) switch
        {
            0 when bytes.Length > 0 => Flip(bytes, random),
            1 => [.. bytes[..from], .. bytes[to..]],
            2 => [.. bytes[..from]],
            3 => Repeat(bytes, from, to, random),
            4 when words.Count > 0 => [.. bytes[..from], .. random.Pick(words).Span, .. bytes[to..]],
            _ => [.. bytes[..from], .. random.Pick(Telling), .. bytes[to..]],
        };
    }

    private static byte[] Flip(ReadOnlySpan<byte> bytes, FuzzRandom random)
    {
        var changed = bytes.ToArray();
        changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
        return changed;
    }

    private static byte[] Repeat(ReadOnlySpan<byte> bytes, int from, int to, FuzzRandom random)
    {
        var part = bytes[from..to];
        var times = part.Length == 0 ? 0 : Math.Min(1 << random.Next(12), MostLonger / part.Length);
        var result = new List<byte>(bytes.Length + (times * part.Length));
        result.AddRange(bytes[..to]);
        for (var time = 0; time < times; time++)
        {
            result.AddRange(part);
        }

        result.AddRange(bytes[to..]);
        return [.. result];
    }
}
