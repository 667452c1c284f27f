using System.Formats.Tar;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Phederation.Containers.Images;
using Phederation.Containers.Oci;
using Phederation.Processes;
using Phederation.Testing;

namespace Phederation.Containers.Tests.Images;

public sealed class LayerBuilderTests
{
    private static readonly DateTimeOffset Epoch = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Same_content_gives_the_same_bytes_in_whatever_order_it_comes()
    {
        var names = Enumerable.Range(0, 60).Select(i => $"d{i % 7}/{new string('x', i * 3)}é{i}").ToArray();
        var first = new LayerBuilder(Epoch);
        var second = new LayerBuilder(Epoch.AddMilliseconds(250));
        foreach (var name in names)
        {
            first.AddFile(name, Encoding.UTF8.GetBytes(name), uid: 70, gid: 80);
        }

        foreach (var name in names.Reverse())
        {
            second.AddFile("/" + name, Encoding.UTF8.GetBytes(name), uid: 70, gid: 80);
        }

        var (bytes, digest) = await WriteAsync(first);
        Assert.Equal((bytes, digest), await WriteAsync(second), new BytesComparer());
        Assert.Equal(digest.DiffId, Digest.Sha256(bytes));
        Assert.Equal(digest.Length, bytes.Length);
    }

    /// <summary>Pins the bytes themselves: another runtime, machine or day must not change a released image's id.</summary>
    [Fact]
    public async Task Bytes_are_the_ones_of_every_other_machine()
    {
        var layer = new LayerBuilder(Epoch)
            .AddDirectory("etc", gid: 3)
            .AddFile("etc/" + new string('n', 150), "long name"u8.ToArray(), uid: 3_000_000)
            .AddFile("etc/passwd", "root"u8.ToArray())
            .AddHardLink("etc/again", "etc/passwd")
            .AddSymbolicLink("bin", "usr/bin");
        var (_, digest) = await WriteAsync(layer);
        Assert.Equal("sha256:b6db1148606b266fc1d1d5e76a11fac4fb19dc9acde2e14567b865204b5a7440", digest.DiffId.ToString());
    }

    [Fact(Timeout = 60_000)]
    public async Task Tar_reads_what_was_written()
    {
        using var folder = new TempFolder();
        const UnixFileMode setUserId = UnixFileMode.SetUser | LayerBuilder.Mode0755;
        var layer = new LayerBuilder(Epoch)
            .AddDirectory("/", LayerBuilder.Mode0755)
            .AddDirectory("tmp", (UnixFileMode)0x3FF)
            .AddFile("bin/su", "x"u8.ToArray(), setUserId, 1, 2)
            .AddFile("long/" + new string('a', 120) + "/" + new string('b', 200), "y"u8.ToArray())
            .AddHardLink("a-link", "bin/su")
            .AddSymbolicLink("lib", "usr/lib")
            .AddWhiteout("etc/gone");
        await layer.WriteAsync(folder["layer.tar"], Token);
        var listed = await new ProcessRunner().RunAsync(
            new ProcessRequest
            {
                Program = "tar",
                Arguments = ["--numeric-owner", "--utc", "-tvf", folder["layer.tar"]],
                TimeLimit = TimeSpan.FromSeconds(20),
            },
            Token
        );
        Assert.Equal((0, ""), (listed.ExitCode, listed.Error));
        var lines = listed.Output.TrimEnd().Split('\n');
        Assert.Equal(7, lines.Length);
        Assert.StartsWith("drwxr-xr-x 0/0", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(" ./", lines[0], StringComparison.Ordinal);
        // The name that sorts first carries the content; the others link to it.
        Assert.Matches("^-rwsr-xr-x 1/2 +1 2023-11-14 22:13 a-link$", lines[1]);
        Assert.Matches("^hrwsr-xr-x 1/2 +0 2023-11-14 22:13 bin/su link to a-link$", lines[2]);
        Assert.EndsWith(" etc/.wh.gone", lines[3], StringComparison.Ordinal);
        Assert.EndsWith(" lib -> usr/lib", lines[4], StringComparison.Ordinal);
        Assert.EndsWith(new string('b', 200), lines[5], StringComparison.Ordinal);
        Assert.StartsWith("drwxrwxrwt 0/0", lines[6], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Later_entry_replaces_an_earlier_one_and_removal_takes_the_tree()
    {
        var layer = new LayerBuilder(Epoch)
            .AddFile("a", "first"u8.ToArray())
            .AddFile("a", "second"u8.ToArray())
            .AddDirectory("b")
            .AddFile("b/c", "x"u8.ToArray())
            .AddFile("bc", "y"u8.ToArray())
            .Remove("b");
        Assert.Equal(["a", "bc"], layer.Entries.Select(entry => entry.Path));
        var (bytes, _) = await WriteAsync(layer);
        await using var reader = new TarReader(new MemoryStream(bytes));
        Assert.Equal(6, (await reader.GetNextEntryAsync(copyData: false, Token))!.Length);
    }

    [Theory]
    [InlineData("../up")]
    [InlineData("a/../../b")]
    [InlineData("a/..")]
    [InlineData("a\0b")]
    public void Path_that_leads_out_is_refused(string path) =>
        Assert.Throws<LayerException>(() => new LayerBuilder(Epoch).AddFile(path, ReadOnlyMemory<byte>.Empty));

    [Fact]
    public async Task Hard_link_without_a_file_is_refused()
    {
        var layer = new LayerBuilder(Epoch).AddHardLink("a", "b").AddHardLink("b", "a");
        await Assert.ThrowsAsync<LayerException>(() => WriteAsync(layer));
        await Assert.ThrowsAsync<LayerException>(() => WriteAsync(new LayerBuilder(Epoch).AddDirectory("d").AddHardLink("a", "d")));
    }

    [Fact]
    public async Task Entry_below_a_link_is_refused()
    {
        var layer = new LayerBuilder(Epoch).AddSymbolicLink("lib", "usr/lib").AddFile("lib/x", "x"u8.ToArray());
        var fault = await Assert.ThrowsAsync<LayerException>(() => WriteAsync(layer));
        Assert.Contains("'lib/x' lies below 'lib'", fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Folder_on_disk_loses_what_depends_on_the_machine()
    {
        using var folder = new TempFolder();
        File.SetUnixFileMode(folder.Write("src/plain", "1"), (UnixFileMode)0b110_110_110);
        File.SetUnixFileMode(folder.Write("src/sub/run", "2"), (UnixFileMode)0b111_000_000);
        folder.Write("src/skip/this", "3");
        File.CreateSymbolicLink(folder["src/link"], "sub/run");
        var layer = new LayerBuilder(Epoch).AddFolder(new DirectoryInfo(folder["src"]), "opt/app", 5, 6, path => path != "skip");
        var entries = layer.Entries.ToArray();
        Assert.Equal(["opt/app/link", "opt/app/plain", "opt/app/sub", "opt/app/sub/run"], entries.Select(entry => entry.Path));
        Assert.Equal("sub/run", entries[0].LinkTarget);
        Assert.Equal([LayerBuilder.Mode0644, LayerBuilder.Mode0755, LayerBuilder.Mode0755], entries[1..].Select(entry => entry.Mode));
        Assert.All(entries, entry => Assert.Equal((5, 6, Epoch), (entry.Uid, entry.Gid, entry.ModificationTime)));
        var (_, before) = await WriteAsync(layer);
        File.SetLastWriteTimeUtc(folder["src/plain"], Epoch.UtcDateTime.AddYears(3));
        Assert.Equal(before, (await WriteAsync(layer)).Digest);
    }

    [Fact(Timeout = 60_000)]
    public async Task Entries_of_a_tar_keep_owner_mode_and_links_and_lose_late_times()
    {
        using var folder = new TempFolder();
        await using (var writer = new TarWriter(File.Create(folder["in.tar"]), TarEntryFormat.Pax))
        {
            Write(writer, TarEntryType.Directory, "./", null);
            Write(writer, TarEntryType.Directory, "./lib/", null);
            Write(writer, TarEntryType.RegularFile, "./lib/ld.so", "loader", Epoch.AddDays(1));
            Write(writer, TarEntryType.RegularFile, "./lib/" + new string('o', 180), "old", Epoch.AddDays(-1));
            Write(writer, TarEntryType.RegularFile, "./lib/empty", "");
            Write(writer, TarEntryType.HardLink, "./lib/alias", null, link: "./lib/ld.so");
            Write(writer, TarEntryType.SymbolicLink, "./lib/soft", null, link: "/lib/ld.so");
            Write(writer, TarEntryType.RegularFile, "./usr/share/doc/x", "left out");
        }

        var layer = new LayerBuilder(Epoch);
        await layer.AddTarAsync(
            folder["in.tar"],
            path =>
                path.StartsWith("usr/share/doc", StringComparison.Ordinal)
                    ? null
                    : path.Replace("lib", "usr/lib", StringComparison.Ordinal),
            Token
        );
        var entries = layer.Entries.ToDictionary(entry => entry.Path);
        Assert.Equal(
            ["", "usr/lib", "usr/lib/alias", "usr/lib/empty", "usr/lib/ld.so", "usr/lib/" + new string('o', 180), "usr/lib/soft"],
            entries.Keys
        );
        Assert.Equal(
            (Epoch, 11, 22),
            (entries["usr/lib/ld.so"].ModificationTime, entries["usr/lib/ld.so"].Uid, entries["usr/lib/ld.so"].Gid)
        );
        Assert.Equal(Epoch.AddDays(-1), entries["usr/lib/" + new string('o', 180)].ModificationTime);
        Assert.Equal("usr/lib/ld.so", entries["usr/lib/alias"].LinkTarget);
        Assert.Equal("/lib/ld.so", entries["usr/lib/soft"].LinkTarget);

        var (bytes, _) = await WriteAsync(layer);
        await using var reader = new TarReader(new MemoryStream(bytes));
        while (await reader.GetNextEntryAsync(copyData: true, Token) is { } entry)
        {
            if (entry.Name == "usr/lib/alias")
            {
                using var text = new StreamReader(entry.DataStream!);
                Assert.Equal("loader", await text.ReadToEndAsync(Token));
                return;
            }
        }

        Assert.Fail("the entry that carries the linked content is missing");
    }

    [Theory(Timeout = 60_000)]
    [InlineData("../escape", TarEntryType.RegularFile, "")]
    [InlineData("/etc/passwd", TarEntryType.RegularFile, "")]
    [InlineData("a/../../b", TarEntryType.Directory, "")]
    [InlineData("link", TarEntryType.HardLink, "/etc/passwd")]
    [InlineData("link", TarEntryType.HardLink, "../passwd")]
    [InlineData("etc/.wh.passwd", TarEntryType.RegularFile, "")]
    [InlineData("dev/pipe", TarEntryType.Fifo, "")]
    [InlineData("dev/null", TarEntryType.CharacterDevice, "")]
    public async Task Tar_with_what_does_not_belong_into_a_layer_is_refused(string name, TarEntryType type, string link)
    {
        using var folder = new TempFolder();
        await using (var writer = new TarWriter(File.Create(folder["in.tar"]), TarEntryFormat.Pax))
        {
            Write(writer, type, name, null, link: link);
        }

        var fault = await Assert.ThrowsAsync<LayerException>(() => new LayerBuilder(Epoch).AddTarAsync(folder["in.tar"], null, Token));
        Assert.StartsWith("in.tar:", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_tar_is_refused_or_read_but_never_worse()
    {
        using var folder = new TempFolder();
        using (var writer = new TarWriter(File.Create(folder["in.tar"]), TarEntryFormat.Pax))
        {
            Write(writer, TarEntryType.RegularFile, "./some/file", new string('x', 700));
            Write(writer, TarEntryType.RegularFile, "./" + new string('y', 200), "z");
        }

        var good = File.ReadAllBytes(folder["in.tar"]);
        var damage = Gen.Choose(0, good.Length - 1).SelectMany(at => Gen.Choose(0, 255).Select(value => (at, value)));
        var property = Prop.ForAll(
            Gen.ArrayOf(damage, 3).ToArbitrary(),
            hits =>
            {
                var bytes = good.ToArray();
                foreach (var (at, value) in hits)
                {
                    bytes[at] = (byte)value;
                }

                File.WriteAllBytes(folder["bad.tar"], bytes);
                try
                {
                    new LayerBuilder(Epoch).AddTarAsync(folder["bad.tar"], null, CancellationToken.None).GetAwaiter().GetResult();
                }
                catch (LayerException)
                {
                    // The only error it may give.
                }
            }
        );
        var replay = Microsoft.FSharp.Core.FSharpOption<Replay>.Some(
            new Replay(new Rnd(20_260_131, 9973), Microsoft.FSharp.Core.FSharpOption<int>.None)
        );
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000).WithReplay(replay), property);
    }

    private static void Write(
        TarWriter writer,
        TarEntryType type,
        string name,
        string? content,
        DateTimeOffset? time = null,
        string link = ""
    )
    {
        var entry = new PaxTarEntry(type, name)
        {
            Uid = 11,
            Gid = 22,
            ModificationTime = time ?? Epoch,
        };
        if (link.Length > 0)
        {
            entry.LinkName = link;
        }

        if (content is not null)
        {
            entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        }

        writer.WriteEntry(entry);
    }

    private static async Task<(byte[] Bytes, LayerDigest Digest)> WriteAsync(LayerBuilder layer)
    {
        using var target = new MemoryStream();
        var digest = await layer.WriteAsync(target, Token);
        return (target.ToArray(), digest);
    }

    private sealed class BytesComparer : IEqualityComparer<(byte[] Bytes, LayerDigest Digest)>
    {
        public bool Equals((byte[] Bytes, LayerDigest Digest) x, (byte[] Bytes, LayerDigest Digest) y) =>
            x.Bytes.AsSpan().SequenceEqual(y.Bytes) && x.Digest == y.Digest;

        public int GetHashCode((byte[] Bytes, LayerDigest Digest) obj) => obj.Digest.GetHashCode();
    }
}
