namespace Phederation.ParserFuzzing.Mutating;

/// <summary>An input that is being changed, of bounded length.</summary>
internal sealed class InputBuffer(int capacity)
{
    private readonly byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public int Room => _bytes.Length - Length;

    public Span<byte> Bytes => _bytes.AsSpan(0, Length);

    /// <summary>Takes an input; what is beyond the bound falls away.</summary>
    public void Set(ReadOnlySpan<byte> input)
    {
        Length = Math.Min(input.Length, _bytes.Length);
        input[..Length].CopyTo(_bytes);
    }

    /// <summary>Puts bytes in; what has no room falls away.</summary>
    public void Insert(int at, ReadOnlySpan<byte> bytes)
    {
        var count = Math.Min(bytes.Length, Room);
        _bytes.AsSpan(at, Length - at).CopyTo(_bytes.AsSpan(at + count));
        bytes[..count].CopyTo(_bytes.AsSpan(at));
        Length += count;
    }

    /// <summary>Takes bytes out.</summary>
    public void Remove(int at, int count)
    {
        _bytes.AsSpan(at + count, Length - at - count).CopyTo(_bytes.AsSpan(at));
        Length -= count;
    }
}
