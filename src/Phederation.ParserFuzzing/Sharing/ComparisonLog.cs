using System.Text;

namespace Phederation.ParserFuzzing.Sharing;

/// <summary>
/// The texts and bytes that a parser compared and found different: what it would have liked to see. Only the engine's runs of chosen inputs
/// fill it. Four bytes of count, then entries of one byte of length and at most 31 bytes.
/// </summary>
internal readonly unsafe struct ComparisonLog(byte* start)
{
    /// <summary>Bytes of the log.</summary>
    public const int Size = 16 << 10;

    private const int EntrySize = 32;
    private const int Capacity = (Size / EntrySize) - 1;

    /// <summary>Forgets everything.</summary>
    public void Clear() => *(int*)start = 0;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var count = *(int*)start;
        if (count < Capacity && bytes.Length is > 0 and < EntrySize)
        {
            var entry = start + (EntrySize * (count + 1));
            *entry = (byte)bytes.Length;
            bytes.CopyTo(new Span<byte>(entry + 1, EntrySize - 1));
            *(int*)start = count + 1;
        }
    }

    public void Add(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[EntrySize];
        if (text.Length < EntrySize && Encoding.UTF8.TryGetBytes(text, bytes, out var written))
        {
            Add(bytes[..written]);
        }
    }

    /// <summary>What was noted, in its order.</summary>
    public IReadOnlyList<byte[]> Read()
    {
        var read = new List<byte[]>();
        for (var index = 0; index < Math.Clamp(*(int*)start, 0, Capacity); index++)
        {
            var entry = new ReadOnlySpan<byte>(start + (EntrySize * (index + 1)), EntrySize);
            read.Add(entry.Slice(1, Math.Min((int)entry[0], EntrySize - 1)).ToArray());
        }

        return read;
    }
}
