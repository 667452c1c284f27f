using System.Text;

namespace Phederation.Images.Tests.Auditing;

/// <summary>Writes tars that no decent writer writes.</summary>
internal sealed class RawTar
{
    private readonly MemoryStream _bytes = new();

    public RawTar Add(string name, byte[] content, char type = '0', string link = "", long? size = null)
    {
        _bytes.Write(Header(name, size ?? content.Length, type, link));
        _bytes.Write(content);
        _bytes.Write(new byte[-content.Length & 511]);
        return this;
    }

    public byte[] End() => [.. _bytes.ToArray(), .. new byte[1024]];

    public byte[] Cut() => _bytes.ToArray();

    public static byte[] Header(string name, long size, char type = '0', string link = "")
    {
        var block = new byte[512];
        Put(block, 0, name);
        Put(block, 100, "0000644\0");
        Put(block, 108, "0000000\0");
        Put(block, 116, "0000000\0");
        if (size < 1L << 33)
        {
            Put(block, 124, Convert.ToString(size, 8).PadLeft(11, '0') + "\0");
        }
        else
        {
            block[124] = 0x80;
            System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(block.AsSpan(128), size);
        }

        Put(block, 136, "00000000000\0");
        Put(block, 148, "        ");
        block[156] = (byte)type;
        Put(block, 157, link);
        Put(block, 257, "ustar\00000");
        Put(block, 148, Convert.ToString(block.Sum(part => part), 8).PadLeft(6, '0') + "\0 ");
        return block;
    }

    private static void Put(byte[] block, int at, string text) => Encoding.UTF8.GetBytes(text).CopyTo(block, at);
}
