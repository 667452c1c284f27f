using System.Buffers.Binary;
using System.Text;

namespace Phederation.Seccomp.Recording.Bpf;

/// <summary>How a count and its first witness lie in the maps' values.</summary>
internal static class Tally
{
    public const int Count = 0;
    public const int Nanoseconds = 8;
    public const int ProcessId = 16;
    public const int ThreadId = 20;
    public const int Thread = 24;
    public const int Process = 40;

    /// <summary>Non-zero once the witness is complete: a call may be counted a moment before.</summary>
    public const int Ready = 56;
    public const int Length = 64;
    public const int NameLength = 16;

    public static ulong ReadCount(ReadOnlySpan<byte> tally) => BinaryPrimitives.ReadUInt64LittleEndian(tally);

    public static CallWitness ReadWitness(ReadOnlySpan<byte> tally) =>
        new(
            BinaryPrimitives.ReadInt32LittleEndian(tally[ProcessId..]),
            BinaryPrimitives.ReadInt32LittleEndian(tally[ThreadId..]),
            ReadName(tally.Slice(Process, NameLength)),
            ReadName(tally.Slice(Thread, NameLength)),
            BinaryPrimitives.ReadUInt64LittleEndian(tally[Nanoseconds..])
        );

    /// <summary>A task's name is any bytes but NUL: what is not printable ASCII becomes a question mark.</summary>
    private static string ReadName(ReadOnlySpan<byte> name)
    {
        var end = name.IndexOf((byte)0);
        return string.Create(
            end < 0 ? name.Length : end,
            Encoding.Latin1.GetString(name),
            static (text, raw) =>
            {
                for (var at = 0; at < text.Length; at++)
                {
                    text[at] = raw[at] is >= ' ' and <= '~' ? raw[at] : '?';
                }
            }
        );
    }
}
