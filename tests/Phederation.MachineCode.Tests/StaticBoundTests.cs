using FsCheck;
using FsCheck.Fluent;
using Phederation.Testing;

namespace Phederation.MachineCode.Tests;

/// <summary>On this machine's own programs.</summary>
public sealed class StaticBoundTests
{
    private const string Library = "/lib/x86_64-linux-gnu/libc.so.6";

    [Fact]
    public void Program_can_make_what_it_does_and_not_what_no_function_of_it_leads_to()
    {
        var bound = StaticBound.Of([Read("/bin/cat"), Read(Library)]);

        Assert.Empty(new[] { "read", "write", "openat", "close", "fadvise64", "exit_group", "mmap" }.Except(bound.Calls.Keys));
        Assert.Empty(bound.Calls.Keys.Intersect(["mount", "swapon", "reboot", "ptrace", "setns", "kexec_load", "init_module", "bpf"]));
        Assert.All(bound.Calls.Values, paths => Assert.Equal([Library], paths));
        Assert.Equal(2, bound.Files);
    }

    [Fact]
    public void More_programs_can_make_more()
    {
        var one = StaticBound.Of([Read("/bin/true"), Read(Library)]).Calls.Keys.ToHashSet();
        var both = StaticBound.Of([Read("/bin/true"), Read("/bin/chown"), Read(Library)]).Calls.Keys.ToHashSet();

        Assert.ProperSuperset(one, both);
        Assert.DoesNotContain("fchownat", one);
        Assert.Contains("fchownat", both);
    }

    [Fact]
    public void Library_tells_its_functions_and_what_it_offers()
    {
        var library = Read(Library);

        Assert.True(library.IsLibc);
        Assert.True(library.Functions.Count > 2000, $"{library.Functions.Count}");
        Assert.Equal(library.Exports["getpid"], library.FunctionAt(library.Exports["getpid"] + 1));
        Assert.InRange(library.Function(library.Exports["getpid"]).Length, 8, 64);
        Assert.Empty(library.Function(0).ToArray());
        Assert.Contains("write", Read("/bin/cat").Imports.Append("write"));
    }

    [Fact]
    public void What_is_no_program_is_none()
    {
        Assert.Null(ElfCode.Read("text", "#!/bin/sh"u8.ToArray()));
        Assert.Null(ElfCode.Read("empty", []));
        var foreign = File.ReadAllBytes("/bin/true");
        foreign[18] = 183; // another machine's
        Assert.Null(ElfCode.Read("arm", foreign));
        Assert.Throws<InvalidDataException>(() => ElfCode.Read("cut", File.ReadAllBytes("/bin/true")[..4096]));
    }

    [Fact]
    public void Damaged_file_is_read_or_refused_and_nothing_else()
    {
        var file = File.ReadAllBytes("/bin/true");
        var damage = Gen.Choose(0, file.Length - 1).Zip(Gen.Choose(0, 255)).ListOf(24);
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                damage.ToArbitrary(),
                changes =>
                {
                    var bytes = (byte[])file.Clone();
                    foreach (var (at, value) in changes)
                    {
                        // Half of it in the headers, where it hurts.
                        bytes[value % 2 == 0 ? at : at % 1024] = (byte)value;
                    }

                    try
                    {
                        if (ElfCode.Read("damaged", bytes) is { } code)
                        {
                            StaticBound.Of([code]);
                        }
                    }
                    catch (InvalidDataException)
                    {
                        // Said with a reason.
                    }

                    return true;
                }
            )
        );
    }

    private static ElfCode Read(string path)
    {
        Assert.SkipUnless(File.Exists(path), $"{path} is not on this machine");
        return ElfCode.Read(path, File.ReadAllBytes(path))!;
    }

    [Fact]
    public void Headers_that_name_the_same_bytes_again_and_again_are_refused()
    {
        var file = new byte[64 + (56 * 200)];
        "\u007fELF"u8.CopyTo(file);
        (file[4], file[5], file[18], file[54], file[56], file[32]) = (2, 1, 62, 56, 200, 64);
        for (var at = 64; at < file.Length; at += 56)
        {
            (file[at], file[at + 4]) = (1, 1); // a segment of code: all of the file
            BitConverter.TryWriteBytes(file.AsSpan(at + 32), (long)file.Length);
        }

        Assert.Throws<InvalidDataException>(() => ElfCode.Read("overlapping", file));
    }
}
