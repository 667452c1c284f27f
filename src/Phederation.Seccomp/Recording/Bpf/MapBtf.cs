using System.Buffers.Binary;

namespace Phederation.Seccomp.Recording.Bpf;

/// <summary>The two types (a 32-bit key, a 64-bit value) that the kernel wants described before it makes a task storage map.</summary>
internal static class MapBtf
{
    public const int KeyType = 1;
    public const int ValueType = 2;

    private const int HeaderLength = 24;
    private const int IntKind = 1 << 24;
    private const int TypeLength = 16;

    /// <summary>The BTF image: header, the two integers, their names.</summary>
    public static byte[] Image { get; } = Build();

    private static byte[] Build()
    {
        var names = "\0u32\0u64\0"u8;
        var image = new byte[HeaderLength + (2 * TypeLength) + names.Length];
        var header = image.AsSpan();
        BinaryPrimitives.WriteUInt16LittleEndian(header, 0xeb9f);
        header[2] = 1;
        Put(header, 4, HeaderLength, 0, 2 * TypeLength, 2 * TypeLength, names.Length);
        Put(header, HeaderLength, 1, IntKind, sizeof(uint), 32);
        Put(header, HeaderLength + TypeLength, 5, IntKind, sizeof(ulong), 64);
        names.CopyTo(header[(HeaderLength + (2 * TypeLength))..]);
        return image;
    }

    private static void Put(Span<byte> image, int at, params ReadOnlySpan<int> values)
    {
        foreach (var value in values)
        {
            BinaryPrimitives.WriteInt32LittleEndian(image[at..], value);
            at += sizeof(int);
        }
    }
}
