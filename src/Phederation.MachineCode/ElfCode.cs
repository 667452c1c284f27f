using System.Buffers.Binary;
using System.Text;

namespace Phederation.MachineCode;

/// <summary>
/// The code of a 64-bit x86 ELF file: its functions, where the table for stack unwinding says that they begin, what it offers to other files and takes
/// from them (System V ABI, chapters "Object Files" and "Program Loading").
/// </summary>
public sealed class ElfCode
{
    private const int HeaderLength = 64;
    private const int MachineX64 = 62;
    private const uint SegmentLoad = 1;
    private const uint SegmentUnwind = 0x6474e550;
    private const uint SectionSymbols = 11;
    private const uint SectionRelocations = 4;
    private const uint RelocationRelative = 8;
    private const uint RelocationIndirect = 37;
    private const uint RelocationGlobal = 6;
    private const uint RelocationJump = 7;
    private const int Executable = 1;
    private const int MostSymbols = 1 << 20;
    private const ulong MostReads = 8;

    private readonly byte[] _file;
    private readonly List<(ulong Address, ulong Offset, ulong Length, bool IsCode)> _segments = [];
    private readonly Dictionary<string, ulong> _exports = new(StringComparer.Ordinal);
    private readonly HashSet<string> _imports = new(StringComparer.Ordinal);
    private readonly HashSet<ulong> _taken = [];
    private readonly HashSet<ulong> _generic = [];
    private ulong[] _starts = [];
    private ulong _read;

    private ElfCode(string path, byte[] file) => (Path, _file) = (path, file);

    /// <summary>The file's path in its image.</summary>
    public string Path { get; }

    /// <summary>The addresses of what it offers, by name.</summary>
    public IReadOnlyDictionary<string, ulong> Exports => _exports;

    /// <summary>The names of what it takes from others.</summary>
    public IReadOnlySet<string> Imports => _imports;

    /// <summary>Addresses that its data points to: functions that may be called without being named.</summary>
    public IReadOnlySet<ulong> Taken => _taken;

    /// <summary>Where it keeps the address of syscall(2), the function that takes a call's number; empty where it doesn't use it.</summary>
    public IReadOnlySet<ulong> Generic => _generic;

    /// <summary>Where functions begin, in order; empty where the file has no table for unwinding.</summary>
    public IReadOnlyList<ulong> Functions => _starts;

    /// <summary>Whether it is the C library, whose functions are looked at one by one.</summary>
    public bool IsLibc => Path[(Path.LastIndexOf('/') + 1)..].StartsWith("libc.so", StringComparison.Ordinal);

    /// <summary>The code, as address and bytes.</summary>
    public IEnumerable<(ulong Address, ReadOnlyMemory<byte> Code)> Code =>
        _segments
            .Where(segment => segment.IsCode)
            .Select(segment => (segment.Address, (ReadOnlyMemory<byte>)_file.AsMemory((int)segment.Offset, (int)segment.Length)));

    /// <summary>The bytes of the whole file.</summary>
    public ReadOnlySpan<byte> Bytes => _file;

    /// <summary>Reads a file; null when it is no x86-64 ELF file with code.</summary>
    /// <param name="path">Its path, for messages and reports.</param>
    /// <param name="file">Its bytes.</param>
    /// <exception cref="InvalidDataException">Its headers point outside of it.</exception>
    public static ElfCode? Read(string path, byte[] file)
    {
        if (
            file.Length < HeaderLength
            || !file.AsSpan().StartsWith("\u007fELF"u8)
            || file[4] != 2
            || file[5] != 1
            || BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(18)) != MachineX64
        )
        {
            return null;
        }

        var code = new ElfCode(path, file);
        code.ReadSegments();
        code.ReadSections();
        return code._segments.Any(segment => segment.IsCode) ? code : null;
    }

    /// <summary>The bytes from one function's begin to the next one's, or to the end of the code; empty where there is no code.</summary>
    public ReadOnlyMemory<byte> Function(ulong start)
    {
        var at = Array.BinarySearch(_starts, start);
        foreach (var (address, bytes) in Code)
        {
            if (start >= address && start < address + (ulong)bytes.Length)
            {
                var next = at >= 0 && at + 1 < _starts.Length ? _starts[at + 1] : ulong.MaxValue;
                var end = Math.Min(next, address + (ulong)bytes.Length);
                return bytes[(int)(start - address)..(int)(end - address)];
            }
        }

        return default;
    }

    /// <summary>The begin of the function that an address lies in, or null.</summary>
    public ulong? FunctionAt(ulong address)
    {
        var at = Array.BinarySearch(_starts, address);
        at = at >= 0 ? at : ~at - 1;
        return at >= 0 && Code.Any(part => address >= part.Address && address < part.Address + (ulong)part.Code.Length)
            ? _starts[at]
            : null;
    }

    private void ReadSegments()
    {
        var (offset, size, count) = (U64(32), U16(54), U16(56));
        for (ulong index = 0; index < count; index++)
        {
            var at = Bound(offset + (index * size), 56);
            var (type, flags, place, address, length) = (U32(at), U32(at + 4), U64(at + 8), U64(at + 16), U64(at + 32));
            if (type == SegmentLoad && length > 0)
            {
                Take(Bound(place, length), length);
                _segments.Add((address, place, length, (flags & Executable) != 0));
            }
            else if (type == SegmentUnwind)
            {
                ReadUnwind(place, address, length);
            }
        }
    }

    /// <summary>The binary search table of .eh_frame_hdr (Linux Standard Base, "Exception Frames"), in the one form that linkers write.</summary>
    private void ReadUnwind(ulong place, ulong address, ulong length)
    {
        var at = Take(Bound(place, length), length);
        if (length < 12 || _file[at] != 1 || _file[at + 2] != 0x03 || _file[at + 3] != 0x3b)
        {
            return;
        }

        var count = Math.Min(U32(at + 8), (length - 12) / 8);
        var starts = new SortedSet<ulong>();
        for (ulong index = 0; index < count; index++)
        {
            starts.Add(address + (ulong)(long)(int)U32(at + 12 + (index * 8)));
        }

        _starts = [.. starts];
    }

    private void ReadSections()
    {
        var (offset, size, count) = (U64(40), U16(58), U16(60));
        if (offset == 0 || size < 64)
        {
            return;
        }

        for (ulong index = 0; index < count; index++)
        {
            var at = Header(index);
            var (type, place, length, link) = (U32(at + 4), U64(at + 24), U64(at + 32), U32(at + 40));
            if (type == SectionSymbols && link < count)
            {
                var strings = Header(link);
                ReadSymbols(Take(Bound(place, length), length), length, U64(strings + 24), U64(strings + 32));
            }
            else if (type == SectionRelocations)
            {
                var (symbols, names) = link < count ? (U64(Header(link) + 24), U32(Header(link) + 40)) : (0, 0);
                ReadRelocations(Take(Bound(place, length), length), length, symbols, names < count ? U64(Header(names) + 24) : 0);
            }
        }

        ulong Header(ulong section) => Bound(offset + (section * size), 64);
    }

    private void ReadSymbols(ulong at, ulong length, ulong strings, ulong stringsLength)
    {
        Bound(strings, stringsLength);
        for (ulong index = 0; index < Math.Min(length / 24, MostSymbols); index++, at += 24)
        {
            var name = U32(at);
            if (name == 0 || name >= stringsLength)
            {
                continue;
            }

            var text = _file.AsSpan((int)(strings + name), (int)(stringsLength - name));
            var end = text.IndexOf((byte)0);
            text = end < 0 ? text : text[..end];
            Take(at, (ulong)text.Length);
            var symbol = Encoding.ASCII.GetString(text);
            if (U16(at + 6) == 0)
            {
                _imports.Add(symbol);
            }
            else
            {
                _exports.TryAdd(symbol, U64(at + 8));
            }
        }
    }

    private void ReadRelocations(ulong at, ulong length, ulong symbols, ulong strings)
    {
        for (ulong index = 0; index < length / 24; index++, at += 24)
        {
            var type = U32(at + 8);
            if (type is RelocationRelative or RelocationIndirect)
            {
                _taken.Add(U64(at + 16));
            }
            else if (type is RelocationGlobal or RelocationJump && symbols > 0 && strings > 0)
            {
                var name = strings + U32(symbols + (U32(at + 12) * 24UL));
                if (_file.AsSpan((int)Bound(name, 1)).StartsWith("syscall\0"u8))
                {
                    _generic.Add(U64(at));
                }
            }
        }
    }

    // What headers name may overlap, but not without end: a small file with thousands of headers for all of its bytes would cost hours.
    private ulong Take(ulong offset, ulong length)
    {
        _read += length;
        return _read <= MostReads * (ulong)_file.Length
            ? offset
            : throw new InvalidDataException($"{Path}: the headers of an ELF file name the same bytes again and again");
    }

    private ulong Bound(ulong offset, ulong length) =>
        offset <= (ulong)_file.Length && length <= (ulong)_file.Length - offset
            ? offset
            : throw new InvalidDataException($"{Path}: an ELF header points outside of the file");

    private ushort U16(ulong at) => BinaryPrimitives.ReadUInt16LittleEndian(_file.AsSpan((int)Bound(at, 2)));

    private uint U32(ulong at) => BinaryPrimitives.ReadUInt32LittleEndian(_file.AsSpan((int)Bound(at, 4)));

    private ulong U64(ulong at) => BinaryPrimitives.ReadUInt64LittleEndian(_file.AsSpan((int)Bound(at, 8)));
}
