using System.Text;

namespace Phederation.Processes;

/// <summary>What is kept of one output stream: all of it up to the limit, or its end.</summary>
internal sealed class OutputBuffer(int limit, OutputOverflow overflow)
{
    private byte[] _bytes = [];
    private int _length;

    /// <summary>Whether more came than may be kept.</summary>
    public bool IsTooMuch { get; private set; }

    /// <summary>Keeps bytes; false when they don't fit and must.</summary>
    public bool Append(ReadOnlySpan<byte> bytes)
    {
        if (_length + (long)bytes.Length <= limit)
        {
            Store(bytes);
            return true;
        }

        IsTooMuch = true;
        if (overflow == OutputOverflow.Fail)
        {
            Store(bytes[..(limit - _length)]);
            return false;
        }

        // Twice the limit before the end moves to the front: each byte moves once on average.
        Store(bytes.Length > limit ? bytes[^limit..] : bytes);
        if (_length >= 2L * limit)
        {
            _bytes.AsSpan(_length - limit, limit).CopyTo(_bytes);
            _length = limit;
        }

        return true;
    }

    /// <summary>The kept bytes as UTF-8 text.</summary>
    public override string ToString()
    {
        var kept = _bytes.AsSpan(0, _length);
        if (IsTooMuch && overflow == OutputOverflow.KeepEnd)
        {
            kept = kept[^Math.Min(limit, _length)..];
            while (kept.Length > 0 && (kept[0] & 0xC0) == 0x80)
            {
                // The rest of a character that was cut.
                kept = kept[1..];
            }
        }

        return Encoding.UTF8.GetString(kept);
    }

    private void Store(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(4096L, (_length + bytes.Length) * 2L)));
        }

        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }
}
