using System.Buffers.Binary;
using Phederation.Fuzzing.Generating;

namespace Phederation.ParserFuzzing.Mutating;

/// <summary>Changes inputs: a few to a few dozen small changes on top of each other, as AFL's "havoc" does, with some for texts.</summary>
internal sealed class Mutator(FuzzRandom random, TokenSet tokens, int maximumLength)
{
    private const int LargestStep = 35;
    private const int LongestBlock = 256;
    private readonly InputBuffer _buffer = new(maximumLength);

    /// <summary>Changes an input.</summary>
    /// <param name="input">What is changed; it stays as it is.</param>
    /// <param name="other">Another input, from which pieces may be taken.</param>
    /// <returns>The changed bytes, until the next call.</returns>
    public ReadOnlySpan<byte> Mutate(ReadOnlySpan<byte> input, ReadOnlySpan<byte> other)
    {
        _buffer.Set(input);
        if (random.Next(8) == 0)
        {
            Splice(other);
        }

        for (var left = 1 << random.Next(6); left > 0; left--)
        {
            Change(other);
        }

        return _buffer.Bytes;
    }

    private void Change(ReadOnlySpan<byte> other)
    {
        if (_buffer.Length == 0)
        {
            Grow();
            return;
        }

        switch (random.Next(20))
        {
            case 0 or 1:
                Any() ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                Any() = (byte)random.Next(256);
                break;
            case 3:
                Any() += (byte)random.Next(-LargestStep, LargestStep + 1);
                break;
            case 4:
                Any() = random.Pick(Interesting.Punctuation);
                break;
            case 5:
                WriteNumber(random.Pick(Interesting.Numbers), adds: false);
                break;
            case 6:
                WriteNumber(random.Next(-LargestStep, LargestStep + 1), adds: true);
                break;
            case 7 or 8:
                RemoveBlock();
                break;
            case 9:
                CopyBlock(_buffer.Bytes, inserts: true);
                break;
            case 10:
                CopyBlock(_buffer.Bytes, inserts: false);
                break;
            case 11:
                CopyBlock(other, inserts: true);
                break;
            case 12:
                Repeat();
                break;
            case 13:
                ReplaceDigits();
                break;
            case 14:
                Put(random.Pick(Interesting.Encodings), inserts: random.Next(2) == 0);
                break;
            case 15 or 16 or 17 when !tokens.IsEmpty:
                Put(Token(), inserts: true);
                break;
            case 18 when !tokens.IsEmpty:
                Put(Token(), inserts: false);
                break;
            default:
                Grow();
                break;
        }
    }

    private ref byte Any() => ref _buffer.Bytes[random.Next(_buffer.Length)];

    private byte[] Token() =>
        tokens.Given.Count == 0 || (tokens.Learned.Count > 0 && random.Next(3) == 0)
            ? random.Pick(tokens.Learned)
            : random.Pick(tokens.Given);

    private void Grow()
    {
        Span<byte> one = [random.Next(2) == 0 ? random.Pick(Interesting.Punctuation) : (byte)random.Next(256)];
        _buffer.Insert(random.Next(_buffer.Length + 1), one);
    }

    private void Put(ReadOnlySpan<byte> bytes, bool inserts)
    {
        if (inserts || bytes.Length > _buffer.Length)
        {
            _buffer.Insert(random.Next(_buffer.Length + 1), bytes);
        }
        else
        {
            bytes.CopyTo(_buffer.Bytes[random.Next(_buffer.Length - bytes.Length + 1)..]);
        }
    }

    // One, two, four or eight bytes, in either order.
    private void WriteNumber(long number, bool adds)
    {
        var size = 1 << random.Next(4);
        if (size > _buffer.Length)
        {
            return;
        }

        var place = _buffer.Bytes.Slice(random.Next(_buffer.Length - size + 1), size);
        var isReversed = random.Next(2) == 0;
        Span<byte> eight = stackalloc byte[8];
        eight.Clear();
        place.CopyTo(eight);
        if (isReversed)
        {
            eight[..size].Reverse();
        }

        BinaryPrimitives.WriteInt64LittleEndian(eight, adds ? BinaryPrimitives.ReadInt64LittleEndian(eight) + number : number);
        if (isReversed)
        {
            eight[..size].Reverse();
        }

        eight[..size].CopyTo(place);
    }

    private (int At, int Length) Block(int length)
    {
        var most = Math.Min(length, random.Next(4) == 0 ? LongestBlock : 16);
        var count = 1 + random.Next(most);
        return (random.Next(length - count + 1), count);
    }

    private void RemoveBlock()
    {
        var (at, count) = Block(_buffer.Length);
        _buffer.Remove(at, count);
    }

    private void CopyBlock(ReadOnlySpan<byte> from, bool inserts)
    {
        if (from.Length > 0)
        {
            var (at, count) = Block(from.Length);
            Put(from.Slice(at, count).ToArray(), inserts);
        }
    }

    // Nesting: what a parser descends into comes many times, or not at all.
    private void Repeat()
    {
        var at = random.Next(_buffer.Length);
        var block = _buffer.Bytes.Slice(at, Math.Min(1 + random.Next(6), _buffer.Length - at)).ToArray();
        var most = _buffer.Room / block.Length;
        var repeated = new byte[block.Length * Math.Min(most, random.Next(8) == 0 ? most : 1 << random.Next(8))];
        for (var to = 0; to < repeated.Length; to += block.Length)
        {
            block.CopyTo(repeated, to);
        }

        _buffer.Insert(at, repeated);
    }

    private void ReplaceDigits()
    {
        var from = random.Next(_buffer.Length);
        var found = _buffer.Bytes[from..].IndexOfAnyInRange((byte)'0', (byte)'9');
        if (found < 0)
        {
            return;
        }

        var at = from + found;
        var length = _buffer.Bytes[at..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        _buffer.Remove(at, length < 0 ? _buffer.Length - at : length);
        _buffer.Insert(at, random.Pick(Interesting.NumberTexts));
    }

    private void Splice(ReadOnlySpan<byte> other)
    {
        if (other.Length == 0 || _buffer.Length == 0)
        {
            return;
        }

        var at = random.Next(_buffer.Length);
        _buffer.Remove(at, _buffer.Length - at);
        _buffer.Insert(at, other[random.Next(other.Length)..]);
    }
}
