using System.Buffers;
using System.Buffers.Text;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Phederation.Fuzzing.Journals;

/// <summary>A record's line: the CRC-32C of the record in eight hexadecimal digits, a space, the record in JSON, a line feed.</summary>
internal static class JournalLine
{
    /// <summary>How many bytes stand before the record.</summary>
    public const int Prefix = 9;

    /// <summary>Fills in what stands before a record.</summary>
    /// <param name="line">The line, with room for it at its beginning, without the line feed.</param>
    public static void Seal(Span<byte> line)
    {
        _ = Utf8Formatter.TryFormat(Crc(line[Prefix..]), line, out _, new StandardFormat('x', 8));
        line[Prefix - 1] = (byte)' ';
    }

    /// <summary>Whether a line, without its line feed, is as it was written.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> line) =>
        line.Length > Prefix
        && line[Prefix - 1] == (byte)' '
        && Utf8Parser.TryParse(line[..(Prefix - 1)], out uint crc, out var read, 'x')
        && read == Prefix - 1
        && crc == Crc(line[Prefix..]);

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            crc = BitOperations.Crc32C(
                crc,
                BitConverter.IsLittleEndian ? word : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(word)
            );
        }

        foreach (var one in bytes[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        return ~crc;
    }
}
