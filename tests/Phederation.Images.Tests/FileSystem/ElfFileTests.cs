using Phederation.Images.FileSystem;

namespace Phederation.Images.Tests.FileSystem;

public sealed class ElfFileTests
{
    private const string Library = "/usr/lib/x86_64-linux-gnu/libstdc++.so.6";

    [Fact]
    public void Library_states_its_name_and_what_it_needs()
    {
        Assert.SkipUnless(File.Exists(Library), "there is no libstdc++ to read");

        var elf = ElfFile.Read(File.ReadAllBytes(Library));

        Assert.NotNull(elf);
        Assert.Equal("libstdc++.so.6", elf.SoName);
        Assert.Contains("libc.so.6", elf.Needed);
        Assert.Contains("libgcc_s.so.1", elf.Needed);
    }

    [Fact]
    public void Text_is_no_elf_file() =>
        Assert.Null(ElfFile.Read("#!/bin/sh\necho this text is longer than the header of an ELF file would be\n"u8));

    [Fact]
    public void Cut_or_damaged_file_gives_a_result_or_its_own_error()
    {
        Assert.SkipUnless(File.Exists(Library), "there is no libstdc++ to read");
        var bytes = File.ReadAllBytes(Library);
        var random = new Random(15);
        for (var round = 0; round < 200; round++)
        {
            var damaged = bytes[..random.Next(64, round % 2 == 0 ? 4096 : bytes.Length)];
            for (var change = 0; change < 20; change++)
            {
                damaged[random.Next(4, Math.Min(damaged.Length, 1024))] = (byte)random.Next(256);
            }

            Assert.True(Record.Exception(() => ElfFile.Read(damaged)) is null or InvalidDataException);
        }
    }

    [Fact]
    public void Names_that_overlap_without_end_are_refused()
    {
        // The table of strings is the whole file, without a zero behind what is named in it, and thousands of entries name it.
        const int Entries = 5000;
        var file = new byte[0x200 + ((Entries + 1) * 16) + (64 * 1024)];
        file.AsSpan(0x200 + ((Entries + 1) * 16)).Fill((byte)'a');
        "\u007fELF"u8.CopyTo(file);
        (file[4], file[5], file[16], file[18], file[32], file[54], file[56]) = (2, 1, 3, 62, 64, 56, 2);
        Segment(file.AsSpan(64), type: 1, 0, file.Length);
        Segment(file.AsSpan(64 + 56), type: 2, 0x200, (Entries + 1) * 16);
        BitConverter.TryWriteBytes(file.AsSpan(0x200), 5L);
        for (var entry = 1; entry <= Entries; entry++)
        {
            BitConverter.TryWriteBytes(file.AsSpan(0x200 + (entry * 16)), 1L);
            BitConverter.TryWriteBytes(file.AsSpan(0x208 + (entry * 16)), file.Length - 1L - entry);
        }

        Assert.Throws<InvalidDataException>(() => ElfFile.Read(file));
    }

    private static void Segment(Span<byte> header, int type, long offset, long length)
    {
        BitConverter.TryWriteBytes(header, type);
        BitConverter.TryWriteBytes(header[8..], offset);
        BitConverter.TryWriteBytes(header[32..], length);
    }
}
