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
}
