namespace Phederation.Fuzzing.Generating.Bytes;

/// <summary>Changes bytes in ways that find faults in readers. The same random source makes the same changes.</summary>
/// <param name="random">Chance.</param>
/// <param name="dictionary">Tokens to put in; null for none.</param>
/// <param name="longest">How many bytes come out at most.</param>
public sealed class ByteMutator(FuzzRandom random, AflDictionary? dictionary = null, int longest = 1024 * 1024)
{
    private const int LongestBlock = 64;
    private const int MostCopies = 200;

    private static readonly ByteMutation[] WithoutDictionary =
    [
        .. Enum.GetValues<ByteMutation>().Where(one => one is not (ByteMutation.InsertToken or ByteMutation.OverwriteToken)),
    ];

    private static readonly byte[][] NotUtf8 =
    [
        [0x80],
        [0xbf, 0xbf],
        [0xc3],
        [0xe2, 0x82],
        [0xf0, 0x9f, 0x98],
        [0xed, 0xa0, 0x80],
        [0xed, 0xbf, 0xbf],
        [0xf4, 0x90, 0x80, 0x80],
        [0xfe],
        [0xff, 0xff],
    ];

    // A slash, a quote, U+0000 and an A, in two to four bytes.
    private static readonly byte[][] TooLong =
    [
        [0xc0, 0xaf],
        [0xc0, 0xa2],
        [0xc0, 0x80],
        [0xe0, 0x80, 0xaf],
        [0xe0, 0x81, 0x81],
        [0xf0, 0x80, 0x80, 0x80],
    ];

    private static readonly string[] Huge =
    [
        "1e400",
        "-1e400",
        "1e-400",
        "99999999999999999999999999999999999999",
        "9223372036854775808",
        "-9223372036854775809",
        "2147483648",
        "0.1000000000000000000000000000000000000000000000001",
        "1E2147483648",
        "-0",
    ];

    private readonly IReadOnlyList<ByteMutation> _kinds = dictionary is { Tokens.Count: > 0 }
        ? Enum.GetValues<ByteMutation>()
        : WithoutDictionary;

    /// <summary>Changes bytes one to four times.</summary>
    /// <param name="bytes">The bytes; they are left as they are.</param>
    /// <param name="other">What the rest may be of; empty for nothing.</param>
    public MutatedBytes Mutate(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> other = default)
    {
        var mutations = new List<ByteMutation>();
        var body = bytes.ToArray();
        for (var count = 1 + (random.Next(2) * random.Next(4)); count > 0; count--)
        {
            var mutation = random.Pick(_kinds);
            body = Mutate(body, mutation, other);
            mutations.Add(mutation);
        }

        return new MutatedBytes(body, mutations);
    }

    /// <summary>Changes bytes in one way. Where there is no place for it (no number in the bytes), they come out as they were.</summary>
    /// <exception cref="ArgumentException">It takes a token, and there is no dictionary.</exception>
    public byte[] Mutate(ReadOnlySpan<byte> bytes, ByteMutation mutation, ReadOnlySpan<byte> other = default)
    {
        if (!_kinds.Contains(mutation))
        {
            throw new ArgumentException($"{mutation} takes a dictionary with tokens", nameof(mutation));
        }

        var at = random.Next(bytes.Length + 1);
        var result = mutation switch
        {
            ByteMutation.FlipBit => Changed(bytes, one => (byte)(one ^ (1 << random.Next(8)))),
            ByteMutation.SetByte => Changed(bytes, _ => (byte)random.Next(256)),
            ByteMutation.Truncate => bytes[..at].ToArray(),
            ByteMutation.DeleteBlock => [.. bytes[..at], .. bytes[(at + Block(bytes, at))..]],
            ByteMutation.DuplicateBlock => Duplicated(bytes, at),
            ByteMutation.SwapBlocks => Swapped(bytes),
            ByteMutation.Splice => [.. bytes[..at], .. other[random.Next(other.Length + 1)..]],
            ByteMutation.BrokenUtf8 => Inserted(bytes, at, random.Pick<byte[]>(NotUtf8)),
            ByteMutation.ByteOrderMark => Inserted(
                bytes,
                random.Next(2) == 0 ? 0 : at,
                random.Pick<byte[]>([
                    [0xef, 0xbb, 0xbf],
                    [0xff, 0xfe],
                    [0xfe, 0xff],
                ])
            ),
            ByteMutation.Overlong => Inserted(bytes, at, random.Pick<byte[]>(TooLong)),
            ByteMutation.HugeNumber => Numbered(bytes),
            ByteMutation.ControlCharacter => Inserted(bytes, at, [(byte)random.Next(32)]),
            ByteMutation.InsertToken => Inserted(bytes, at, random.Pick(dictionary!.Tokens).Value.Span),
            _ => Overwritten(bytes, at, random.Pick(dictionary!.Tokens).Value.Span),
        };
        return result.Length > longest ? result[..longest] : result;
    }

    private byte[] Changed(ReadOnlySpan<byte> bytes, Func<byte, byte> change)
    {
        var result = bytes.ToArray();
        if (result.Length > 0)
        {
            var at = random.Next(result.Length);
            result[at] = change(result[at]);
        }

        return result;
    }

    private int Block(ReadOnlySpan<byte> bytes, int at) => random.Next(Math.Min(LongestBlock, bytes.Length - at) + 1);

    private byte[] Duplicated(ReadOnlySpan<byte> bytes, int at)
    {
        var block = bytes.Slice(at, Block(bytes, at));
        var copies = random.Next(4) == 0 ? random.Next(MostCopies) : 1;
        var result = new List<byte>(bytes.Length + (block.Length * copies));
        result.AddRange(bytes[..at]);
        for (var copy = 0; copy < copies; copy++)
        {
            result.AddRange(block);
        }

        result.AddRange(bytes[at..]);
        return [.. result];
    }

    private byte[] Swapped(ReadOnlySpan<byte> bytes)
    {
        var middle = random.Next(bytes.Length + 1);
        var left = random.Next(middle + 1);
        var right = middle + Block(bytes, middle);
        return [.. bytes[..left], .. bytes[middle..right], .. bytes[left..middle], .. bytes[right..]];
    }

    private byte[] Numbered(ReadOnlySpan<byte> bytes)
    {
        // The first number behind a place, or else the first of all.
        var from = random.Next(bytes.Length + 1);
        var start = bytes[from..].IndexOfAnyInRange((byte)'0', (byte)'9');
        start = start < 0 ? bytes.IndexOfAnyInRange((byte)'0', (byte)'9') : from + start;
        if (start < 0)
        {
            return bytes.ToArray();
        }

        var length = bytes[start..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        length = length < 0 ? bytes.Length - start : length;
        return [.. bytes[..start], .. System.Text.Encoding.ASCII.GetBytes(random.Pick(Huge)), .. bytes[(start + length)..]];
    }

    private static byte[] Inserted(ReadOnlySpan<byte> bytes, int at, ReadOnlySpan<byte> what) => [.. bytes[..at], .. what, .. bytes[at..]];

    private static byte[] Overwritten(ReadOnlySpan<byte> bytes, int at, ReadOnlySpan<byte> what) =>
        [.. bytes[..at], .. what, .. bytes[Math.Min(bytes.Length, at + what.Length)..]];
}
