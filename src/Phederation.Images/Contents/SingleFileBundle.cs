using System.Buffers.Binary;
using System.Text;

namespace Phederation.Images.Contents;

/// <summary>
/// Finds the list of dependencies (deps.json) in a .NET program that was published as one file. The host is followed by the bundled
/// files and a header that tells where they are; the header's place is written in the host, before a fixed signature
/// (dotnet/runtime, docs/design/features/single-file/bundler.md).
/// </summary>
internal static class SingleFileBundle
{
    private const int DependenciesLimit = 16 << 20;
    private const int MinimumBytes = 64 << 10;
    private const long MaximumBytes = 1L << 30;

    private static readonly byte[] Signature = Convert.FromHexString("8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae");

    /// <summary>Whether a file of this length and mode can be such a program.</summary>
    public static bool MayBe(long length, int mode) => length is >= MinimumBytes and <= MaximumBytes && (mode & 0b001_001_001) != 0;

    /// <summary>The bytes of deps.json, or null when the file is no such program, or a damaged one.</summary>
    public static byte[]? Dependencies(FileStream file)
    {
        try
        {
            file.Position = 0;
            return IsElf(file) && HeaderPlace(file) is { } place ? Read(file, place) : null;
        }
        catch (Exception exception) when (exception is EndOfStreamException or ArgumentException)
        {
            return null;
        }
    }

    private static bool IsElf(FileStream file)
    {
        Span<byte> magic = stackalloc byte[4];
        return file.ReadAtLeast(magic, 4, throwOnEndOfStream: false) == 4 && magic.SequenceEqual("\x7fELF"u8);
    }

    private static long? HeaderPlace(FileStream file)
    {
        var buffer = new byte[1 << 20];
        var overlap = Signature.Length + 8;
        file.Position = 0;
        var kept = 0;
        for (int read; (read = file.Read(buffer, kept, buffer.Length - kept)) > 0; )
        {
            var length = kept + read;
            var found = buffer.AsSpan(0, length).IndexOf(Signature);
            if (found >= 8)
            {
                var place = BinaryPrimitives.ReadInt64LittleEndian(buffer.AsSpan(found - 8));
                return place > 0 && place < file.Length ? place : null;
            }

            kept = Math.Min(overlap, length);
            buffer.AsSpan(length - kept, kept).CopyTo(buffer);
        }

        return null;
    }

    private static byte[]? Read(FileStream file, long place)
    {
        file.Position = place;
        using var header = new BinaryReader(file, Encoding.UTF8, leaveOpen: true);
        var version = header.ReadUInt32();
        header.ReadUInt32();
        header.ReadInt32();
        if (version < 2)
        {
            return null;
        }

        header.ReadString();
        var offset = header.ReadInt64();
        var length = header.ReadInt64();
        if (offset <= 0 || length is <= 0 or > DependenciesLimit || offset + length > file.Length)
        {
            return null;
        }

        var bytes = new byte[length];
        file.Position = offset;
        file.ReadExactly(bytes);
        return bytes;
    }
}
