using System.Buffers.Binary;
using System.Text;

namespace Phederation.Images.FileSystem;

/// <summary>
/// What the dynamic loader reads of a 64-bit little-endian ELF file: the libraries it needs, its own name and where it looks
/// (System V ABI, "Dynamic Section").
/// </summary>
internal sealed record ElfFile(string? SoName, IReadOnlyList<string> Needed, IReadOnlyList<string> RunPaths)
{
    private const int ProgramHeaderLoad = 1;
    private const int ProgramHeaderDynamic = 2;
    private const int TagNeeded = 1;
    private const int TagStringTable = 5;
    private const int TagSoName = 14;
    private const int TagRPath = 15;
    private const int TagRunPath = 29;
    private const int TypeSharedOrPie = 3;
    private const int MachineX64 = 62;

    // Strings may overlap: without bounds a small file would become gigabytes of them.
    private const int MostStrings = 4096;
    private const int LongestString = 16 * 1024;

    /// <summary>Whether the first bytes are those of an ELF file.</summary>
    public static bool IsElf(ReadOnlySpan<byte> start) => start.StartsWith("\u007fELF"u8);

    /// <summary>
    /// Reads the dynamic section; null when the file is not an x86-64 executable or library, or is linked statically.
    /// </summary>
    /// <exception cref="InvalidDataException">The headers point outside of the file.</exception>
    public static ElfFile? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < 64 || !IsElf(file) || file[4] != 2 || file[5] != 1)
        {
            return null;
        }

        var type = BinaryPrimitives.ReadUInt16LittleEndian(file[16..]);
        if (type is not (2 or TypeSharedOrPie) || BinaryPrimitives.ReadUInt16LittleEndian(file[18..]) != MachineX64)
        {
            return null;
        }

        var headers = ReadProgramHeaders(file);
        var dynamic = headers.Find(header => header.Type == ProgramHeaderDynamic);
        if (dynamic.FileSize == 0)
        {
            return null;
        }

        var tags = ReadDynamic(Slice(file, dynamic.Offset, dynamic.FileSize));
        var strings = tags.Find(tag => tag.Tag == TagStringTable).Value;
        var load = headers.Find(header =>
            header.Type == ProgramHeaderLoad && strings >= header.Address && strings < header.Address + header.FileSize
        );
        var table = Slice(file, load.Offset + strings - load.Address, load.FileSize - (strings - load.Address));
        return new ElfFile(
            StringsOf(TagSoName, tags, table).FirstOrDefault(),
            StringsOf(TagNeeded, tags, table),
            [.. StringsOf(TagRPath, tags, table).Concat(StringsOf(TagRunPath, tags, table)).SelectMany(paths => paths.Split(':'))]
        );
    }

    private static List<(uint Type, ulong Offset, ulong Address, ulong FileSize)> ReadProgramHeaders(ReadOnlySpan<byte> file)
    {
        var offset = BinaryPrimitives.ReadUInt64LittleEndian(file[32..]);
        var size = BinaryPrimitives.ReadUInt16LittleEndian(file[54..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(file[56..]);
        if (count > 0 && size < 56)
        {
            throw new InvalidDataException("an ELF program header is too short");
        }

        var headers = new List<(uint, ulong, ulong, ulong)>(count);
        for (var index = 0UL; index < count; index++)
        {
            var header = Slice(file, offset + (index * size), size);
            headers.Add(
                (
                    BinaryPrimitives.ReadUInt32LittleEndian(header),
                    BinaryPrimitives.ReadUInt64LittleEndian(header[8..]),
                    BinaryPrimitives.ReadUInt64LittleEndian(header[16..]),
                    BinaryPrimitives.ReadUInt64LittleEndian(header[32..])
                )
            );
        }

        return headers;
    }

    private static List<(ulong Tag, ulong Value)> ReadDynamic(ReadOnlySpan<byte> section)
    {
        var tags = new List<(ulong, ulong)>();
        for (; section.Length >= 16; section = section[16..])
        {
            var tag = BinaryPrimitives.ReadUInt64LittleEndian(section);
            if (tag == 0)
            {
                break;
            }

            tags.Add((tag, BinaryPrimitives.ReadUInt64LittleEndian(section[8..])));
        }

        return tags;
    }

    private static List<string> StringsOf(ulong wanted, List<(ulong Tag, ulong Value)> tags, ReadOnlySpan<byte> table)
    {
        var strings = new List<string>();
        foreach (var (tag, value) in tags)
        {
            if (tag != wanted)
            {
                continue;
            }

            var rest = Slice(table, value, (ulong)table.Length - Math.Min(value, (ulong)table.Length));
            var end = rest.IndexOf((byte)0);
            rest = end < 0 ? rest : rest[..end];
            if (rest.Length > LongestString || strings.Count == MostStrings)
            {
                throw new InvalidDataException("an ELF file needs more libraries, or by longer names, than any loader takes");
            }

            strings.Add(Encoding.UTF8.GetString(rest));
        }

        return strings;
    }

    private static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> bytes, ulong offset, ulong length) =>
        offset <= (ulong)bytes.Length && length <= (ulong)bytes.Length - offset
            ? bytes.Slice((int)offset, (int)length)
            : throw new InvalidDataException("an ELF header points outside of the file");
}
