using System.Text;

namespace Phederation.Images.Auditing.Reading;

/// <summary>One header block of a tar (POSIX.1-2017, pax; GNU tar's manual, "Basic Tar Format").</summary>
internal readonly ref struct TarBlock(ReadOnlySpan<byte> block)
{
    /// <summary>Bytes of a block.</summary>
    public const int Size = 512;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private readonly ReadOnlySpan<byte> _block = block;

    /// <summary>Two such blocks end a tar.</summary>
    public bool IsZero => !_block.ContainsAnyExcept((byte)0);

    /// <summary>Whether the block's checksum is that of its bytes.</summary>
    public bool IsHeader
    {
        get
        {
            if (!TryNumber(148, 8, out var stated))
            {
                return false;
            }

            long sum = 8 * ' ';
            for (var index = 0; index < Size; index++)
            {
                sum += index is >= 148 and < 156 ? 0 : _block[index];
            }

            return sum == stated;
        }
    }

    /// <summary>The type flag; old tars write NUL for files.</summary>
    public char Type => _block[156] == 0 ? '0' : (char)_block[156];

    /// <summary>The name, with the prefix that POSIX has and GNU hasn't.</summary>
    public string Name
    {
        get
        {
            var prefix = _block[257..263].SequenceEqual("ustar\0"u8) ? Text(_block.Slice(345, 155)) : "";
            var name = Text(_block[..100]);
            return prefix.Length > 0 ? $"{prefix}/{name}" : name;
        }
    }

    /// <summary>The target of a link.</summary>
    public string LinkName => Text(_block.Slice(157, 100));

    /// <summary>A number: octal digits, or GNU's big-endian binary form.</summary>
    public bool TryNumber(int offset, int length, out long number)
    {
        var field = _block.Slice(offset, length);
        number = 0;
        if (field[0] >= 0x80)
        {
            if (field[0] != 0x80)
            {
                return false;
            }

            foreach (var part in field[1..])
            {
                if (number >> 54 != 0)
                {
                    return false;
                }

                number = (number << 8) | part;
            }

            return true;
        }

        foreach (var digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7' || number >> 59 != 0)
            {
                return false;
            }

            number = (number << 3) | (uint)(digit - '0');
        }

        return true;
    }

    /// <summary>Bytes up to the first NUL as UTF-8, or byte by byte where they are none: no two names become one.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        bytes = end < 0 ? bytes : bytes[..end];
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
