using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Phederation.Fuzzing.Generating;

/// <summary>
/// Chance that can be repeated: the same seed gives the same choices on every machine and version. The runtime's own generator
/// doesn't promise its sequence. xoshiro256** of Blackman and Vigna, whose state is 256 bits.
/// </summary>
/// <remarks>For choices only, never for secrets.</remarks>
public sealed class FuzzRandom
{
    private readonly string _path;
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <summary>Chance of a seed.</summary>
    public FuzzRandom(ulong seed)
        : this($"seed {seed}") { }

    private FuzzRandom(string path)
    {
        _path = path;
        Span<byte> state = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(path), state);
        _a = BinaryPrimitives.ReadUInt64LittleEndian(state);
        _b = BinaryPrimitives.ReadUInt64LittleEndian(state[8..]);
        _c = BinaryPrimitives.ReadUInt64LittleEndian(state[16..]);
        _d = BinaryPrimitives.ReadUInt64LittleEndian(state[24..]);
    }

    /// <summary>
    /// Chance of its own for a part of the work. It depends on this one's seed and the label only, not on what was drawn before: parts stay the
    /// same when others change.
    /// </summary>
    public FuzzRandom Fork(string label) => new($"{_path}/{label}");

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>A number of 0 to below <paramref name="bound"/>, which is above 0.</summary>
    public int Next(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (int)Math.BigMul(NextBits(), (ulong)bound, out _);
    }

    /// <summary>A number of <paramref name="from"/> to below <paramref name="bound"/>.</summary>
    public int Next(int from, int bound) => from + Next(bound - from);

    /// <summary>A number of 0 to below 1.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True with a probability of 0 to 1.</summary>
    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>One of a list that isn't empty.</summary>
    public T Pick<T>(IReadOnlyList<T> list) => list[Next(list.Count)];

    /// <summary>One of several, of which there is one at least.</summary>
    public T Pick<T>(ReadOnlySpan<T> items) => items[Next(items.Length)];

    /// <summary>One of a list that isn't empty, each with its weight; weights are not negative and not all 0.</summary>
    public T Pick<T>(IReadOnlyList<T> list, Func<T, double> weight)
    {
        var left = NextDouble() * list.Sum(weight);
        foreach (var item in list)
        {
            left -= weight(item);
            if (left < 0)
            {
                return item;
            }
        }

        return list[^1];
    }

    /// <summary>Random bytes in a new array.</summary>
    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        Fill(bytes);
        return bytes;
    }

    /// <summary>Random bytes.</summary>
    public void Fill(Span<byte> bytes)
    {
        Span<byte> eight = stackalloc byte[8];
        while (bytes.Length > 0)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(eight, NextBits());
            var taken = Math.Min(8, bytes.Length);
            eight[..taken].CopyTo(bytes);
            bytes = bytes[taken..];
        }
    }
}
