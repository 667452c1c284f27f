using Microsoft.Win32.SafeHandles;

namespace Phederation.Seccomp.Recording.Bpf;

/// <summary>Reads a hash map of tallies into buffers that are kept for the next time.</summary>
internal sealed class HashReader(SafeFileHandle map, int keyLength, int capacity)
{
    private readonly byte[] _keys = new byte[keyLength * capacity];
    private readonly byte[] _tallies = new byte[Tally.Length * capacity];

    public delegate void Visit(ReadOnlySpan<byte> key, ReadOnlySpan<byte> tally);

    public void Read(Visit visit)
    {
        var count = BpfSystem.ReadAll(map, _keys, _tallies, capacity);
        for (var entry = 0; entry < count; entry++)
        {
            visit(_keys.AsSpan(entry * keyLength, keyLength), _tallies.AsSpan(entry * Tally.Length, Tally.Length));
        }
    }
}
