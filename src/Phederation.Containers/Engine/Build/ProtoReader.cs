using System.Buffers.Binary;
using System.Text;

namespace Phederation.Containers.Engine.Build;

/// <summary>Reads the fields of one protobuf message (protobuf.dev/programming-guides/encoding). Malformed bytes are a FormatException.</summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private const int LengthDelimited = 2;
    private ReadOnlySpan<byte> _rest = message;
    private int _wireType;

    /// <summary>The number of the field that was reached.</summary>
    public int Field { get; private set; }

    /// <summary>A number; 0 for a field of another type.</summary>
    public ulong Number { get; private set; }

    /// <summary>The bytes of a string, bytes or message; empty for a field of another type.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    public readonly string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>Goes to the next field.</summary>
    public bool Read()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var tag = Varint();
        Field = (int)(tag >> 3);
        _wireType = (int)(tag & 7);
        Number = 0;
        Bytes = default;
        switch (_wireType)
        {
            case 0:
                Number = Varint();
                break;
            case 1:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                break;
            case LengthDelimited:
                Bytes = Take(Varint());
                break;
            case 5:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                break;
            default:
                throw new FormatException($"protobuf wire type {_wireType} is unknown");
        }

        return true;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Take(1)[0];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw new FormatException("a protobuf number is too long");
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
        {
            throw new FormatException("a protobuf message ends early");
        }

        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }
}
