using System.Buffers.Binary;
using System.Text;

namespace Phederation.Seccomp.Recording.Bpf;

/// <summary>
/// Reads the kernel's own type information (<c>/sys/kernel/btf/vmlinux</c>, Documentation/bpf/btf.rst): where members are, what
/// an enumeration's value is, which type a tracepoint has. So one program fits every kernel.
/// </summary>
internal sealed class Btf
{
    private const ushort Magic = 0xeb9f;
    private const int HeaderLength = 24;

    private readonly byte[] _data;
    private readonly List<int> _offsets = [0];
    private readonly int _strings;

    /// <summary>Indexes the types.</summary>
    /// <exception cref="InvalidDataException">The bytes are no BTF of the kernel's byte order.</exception>
    public Btf(byte[] data)
    {
        _data = data;
        if (data.Length < HeaderLength || BinaryPrimitives.ReadUInt16LittleEndian(data) != Magic)
        {
            throw new InvalidDataException("no BTF header");
        }

        var header = Int(4);
        _strings = checked(header + Int(16));
        var end = checked(header + Int(8) + Int(12));
        if (checked(_strings + Int(20)) > data.Length || end > data.Length)
        {
            throw new InvalidDataException("the BTF header points behind its end");
        }

        for (var at = header + Int(8); at < end; at += 12 + TailLength(at))
        {
            _offsets.Add(at);
        }
    }

    /// <summary>The type's id.</summary>
    /// <exception cref="InvalidDataException">The kernel has no such type.</exception>
    public int Find(BtfKind kind, string name)
    {
        var wanted = Encoding.ASCII.GetBytes(name);
        for (var id = 1; id < _offsets.Count; id++)
        {
            var at = _offsets[id];
            if (Kind(at) == kind && IsNamed(Int(at), wanted))
            {
                return id;
            }
        }

        throw new InvalidDataException($"this kernel's BTF has no {kind} '{name}'");
    }

    /// <summary>The byte offset of a member, through nested and anonymous structures.</summary>
    /// <exception cref="InvalidDataException">The kernel's structure lacks it, or it is a bit field.</exception>
    public int OffsetOf(string structure, params ReadOnlySpan<string> path)
    {
        var type = Find(BtfKind.Struct, structure);
        var bits = 0;
        foreach (var name in path)
        {
            var member =
                Member(type, Encoding.ASCII.GetBytes(name), depth: 0)
                ?? throw new InvalidDataException($"this kernel's '{structure}' has no member '{name}'");
            bits += member.Bits;
            type = member.Type;
        }

        return bits % 8 == 0 ? bits / 8 : throw new InvalidDataException($"a member of '{structure}' is a bit field");
    }

    /// <summary>The value of an enumeration's name.</summary>
    /// <exception cref="InvalidDataException">The kernel lacks it.</exception>
    public int ValueOf(string enumeration, string name)
    {
        var at = _offsets[Find(BtfKind.Enum, enumeration)];
        var wanted = Encoding.ASCII.GetBytes(name);
        for (var value = at + 12; value < at + 12 + (8 * Length(at)); value += 8)
        {
            if (IsNamed(Int(value), wanted))
            {
                return Int(value + 4);
            }
        }

        throw new InvalidDataException($"this kernel's '{enumeration}' has no '{name}'");
    }

    private (int Bits, int Type)? Member(int type, byte[] name, int depth)
    {
        var at = _offsets[WithoutQualifiers(type)];
        if (Kind(at) is not (BtfKind.Struct or BtfKind.Union) || depth > 16)
        {
            return null;
        }

        var hasBitFields = Int(at + 4) < 0;
        for (var member = at + 12; member < at + 12 + (12 * Length(at)); member += 12)
        {
            var bits = hasBitFields ? Int(member + 8) & 0xff_ffff : Int(member + 8);
            if (IsNamed(Int(member), name))
            {
                return (bits, Int(member + 4));
            }

            if (_data[_strings + Int(member)] == 0 && Member(Int(member + 4), name, depth + 1) is { } inner)
            {
                return (bits + inner.Bits, inner.Type);
            }
        }

        return null;
    }

    private int WithoutQualifiers(int type)
    {
        while (Kind(_offsets[type]) is BtfKind.Typedef or BtfKind.Volatile or BtfKind.Const or BtfKind.Restrict or BtfKind.TypeTag)
        {
            type = Int(_offsets[type] + 8);
        }

        return type;
    }

    private int TailLength(int at) =>
        Kind(at) switch
        {
            BtfKind.Int or BtfKind.Variable or BtfKind.DeclarationTag => 4,
            BtfKind.Array => 12,
            BtfKind.Struct or BtfKind.Union or BtfKind.DataSection or BtfKind.Enum64 => 12 * Length(at),
            BtfKind.Enum or BtfKind.FunctionPrototype => 8 * Length(at),
            _ => 0,
        };

    private BtfKind Kind(int at) => (BtfKind)((Int(at + 4) >> 24) & 0x1f);

    private int Length(int at) => Int(at + 4) & 0xffff;

    private int Int(int at) => BinaryPrimitives.ReadInt32LittleEndian(_data.AsSpan(at));

    private bool IsNamed(int name, byte[] wanted)
    {
        var text = _data.AsSpan(_strings + name);
        return text.Length > wanted.Length && text[wanted.Length] == 0 && text.StartsWith(wanted);
    }
}
