using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Phederation.Containers.Oci;
using Phederation.Images.Auditing;

namespace Phederation.Images.Tests.Auditing;

/// <summary>Archives that somebody made to mislead, exhaust or crash whoever reads them.</summary>
public sealed class HostileImageTests
{
    private static readonly AuditLimits Small = new() { LargestImage = 256 << 20 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> LayerFaults => [.. Layers.Keys];

    private static Dictionary<string, (Func<byte[]> Layer, string Message)> Layers { get; } =
        new()
        {
            ["path out of the image"] = (() => new RawTar().Add("../../etc/passwd", [1]).End(), "leads out of the image"),
            ["path out of the image in the middle"] = (() => new RawTar().Add("usr/../../x", [1]).End(), "leads out of the image"),
            ["hard link to outside"] = (() => new RawTar().Add("x", [], '1', "../../etc/shadow").End(), "leads out of the image"),
            ["whiteout of outside"] = (() => new RawTar().Add("a/.wh...", [1]).End(), "leads out of the image"),
            ["deep nesting"] = (
                () => new RawTar().Add(string.Concat(Enumerable.Repeat("d/", 45)), [], '5').Add("L", Long(4000), 'L').Add("x", []).End(),
                "deeper than 128"
            ),
            ["number that overflows"] = (() => new RawTar().Add("x", [1], size: long.MaxValue).Cut(), "header is damaged"),
            ["header with another checksum"] = (
                () => Damage(new RawTar().Add("y", [1]).Add("x", [1]).End(), 1024 + 10),
                "header is damaged"
            ),
            ["extended header of a gigabyte"] = (() => new RawTar().Add("x", [1], 'x', size: 1 << 30).Cut(), "extended header has"),
            ["extended header that lies about its length"] = (
                () => new RawTar().Add("x", "99999 path=a\n"u8.ToArray(), 'x').Add("y", []).End(),
                "extended header is malformed"
            ),
            ["extended header with nothing after it"] = (
                () => new RawTar().Add("x", "9 path=a\n"u8.ToArray(), 'x').End(),
                "ends after an extended header"
            ),
            ["entry of no known kind"] = (() => new RawTar().Add("x", [], 'Z').End(), "no engine unpacks"),
            ["end in the middle of a file"] = (() => new RawTar().Add("x", [1], size: 5000).Cut(), "ends inside of a file"),
            ["bytes behind the end"] = (
                () => [.. new RawTar().Add("x", [1]).End(), .. new byte[512], .. "PASSWORD"u8, .. new byte[504]],
                "follow after"
            ),
            ["accounts of two megabytes"] = (() => new RawTar().Add("etc/passwd", new byte[2 << 20]).End(), "etc/passwd has more than"),
        };

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(LayerFaults))]
    public async Task Layer_is_refused_with_what_is_wrong(string name)
    {
        var (layer, message) = Layers[name];

        var fault = await FaultAsync(new MemoryStream(Archive(layer())));

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Endless_layer_ends_at_the_limit()
    {
        var block = new byte[64 << 10];
        var head = new RawTar().Add("layer.tar", [], size: 1L << 50).Cut();
        byte[] file = [.. head, .. RawTar.Header("big", 1L << 49)];

        var fault = await FaultAsync(new EndlessStream(file, _ => block));

        Assert.Contains("more than 256 MiB", fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Million_entries_end_at_the_limit()
    {
        var head = new RawTar().Add("layer.tar", [], size: 1L << 40).Cut();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var fault = await FaultAsync(new EndlessStream(head, count => RawTar.Header($"f/{count}", 0)), AuditLimits.Default);

        Assert.Contains("more than 600000 entries", fault.Message, StringComparison.Ordinal);
        Assert.True(GC.GetTotalMemory(forceFullCollection: false) - before < 600 << 20);
    }

    [Fact(Timeout = 60_000)]
    public async Task Million_files_around_the_layers_end_at_the_limit()
    {
        var fault = await FaultAsync(new EndlessStream([], count => RawTar.Header($"f{count}", 0)));

        Assert.Contains("more than 2000 entries", fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Compression_bomb_ends_early()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await gzip.WriteAsync(RawTar.Header("big", 1L << 40), Cancellation);
            for (var count = 0; count < 300; count++)
            {
                await gzip.WriteAsync(new byte[1 << 20], Cancellation);
            }
        }

        var fault = await FaultAsync(new MemoryStream(Archive(packed.ToArray())));

        Assert.Contains("compression bomb", fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Damaged_compression_is_refused()
    {
        var fault = await FaultAsync(new MemoryStream(Archive([0x1F, 0x8B, 8, 0, .. new byte[600].Select(_ => (byte)0xEE)])));

        Assert.Contains("damaged", fault.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Manifests =>
        new()
        {
            { "[]", "{}", "exactly one image" },
            { "{", "{}", "malformed" },
            { """[{"Config":"c.json","Layers":["l.tar"]},{"Config":"c.json","Layers":["l.tar"]}]""", "{}", "exactly one image" },
            { """[{"Config":"none.json","Layers":["l.tar"]}]""", "{}", "none.json" },
            { """[{"Config":"c.json","Layers":["none.tar"]}]""", "{}", "none.tar" },
            { """[{"Config":"c.json","Config":"d.json","Layers":["l.tar"]}]""", "{}", "malformed" },
            { """[{"Config":"c.json","Layers":["l.tar"]}]""", "{}", "malformed" },
            {
                """[{"Config":"c.json","Layers":["l.tar"]}]""",
                """{"architecture":"a","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}""",
                "names 0"
            },
            {
                """[{"Config":"c.json","Layers":["l.tar"]}]""",
                """{"architecture":"a","os":"linux","rootfs":{"type":"layers","diff_ids":["sha256:0000000000000000000000000000000000000000000000000000000000000000"]}}""",
                "configuration names sha256:000"
            },
        };

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Manifests))]
    public async Task Manifest_that_lies_is_refused(string manifest, string config, string message)
    {
        var archive = new RawTar()
            .Add("l.tar", new RawTar().Add("x", [1]).End())
            .Add("c.json", Encoding.UTF8.GetBytes(config))
            .Add("manifest.json", Encoding.UTF8.GetBytes(manifest))
            .End();

        var fault = await FaultAsync(new MemoryStream(archive));

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Archive_with_a_file_twice_is_refused()
    {
        var archive = new RawTar().Add("manifest.json", "[]"u8.ToArray()).Add("./manifest.json", "[]"u8.ToArray()).End();

        Assert.Contains("twice", (await FaultAsync(new MemoryStream(archive))).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Json_nested_without_end_is_refused()
    {
        var deep = Encoding.UTF8.GetBytes(new string('[', 1 << 20));
        var archive = new RawTar().Add("manifest.json", deep).End();

        Assert.Contains("malformed", (await FaultAsync(new MemoryStream(archive))).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Image_whose_reading_takes_too_long_is_given_up()
    {
        var limits = Small with { LongestTime = TimeSpan.FromMilliseconds(300), LargestImage = long.MaxValue };
        var head = new RawTar().Add("layer.tar", [], size: 1L << 60).Cut();
        var started = Stopwatch.GetTimestamp();

        var fault = await FaultAsync(new EndlessStream([.. head, .. RawTar.Header("big", 1L << 59)], _ => new byte[64 << 10]), limits);

        Assert.Contains("took longer", fault.Message, StringComparison.Ordinal);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(20));
    }

    private static async Task<ImageException> FaultAsync(Stream archive, AuditLimits? limits = null)
    {
        var auditor = new ImageAuditor(TimeProvider.System, limits ?? Small);
        var fault = await Assert.ThrowsAsync<ImageException>(() =>
            auditor.AuditArchiveAsync(archive, "hostile", AuditPolicy.Default, Cancellation)
        );
        Assert.Equal(ImageFault.MalformedImage, fault.Fault);
        return fault;
    }

    private static byte[] Archive(byte[] layer)
    {
        var config = """{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["DIGEST"]}}""".Replace(
            "DIGEST",
            Digest.Sha256(layer).ToString(),
            StringComparison.Ordinal
        );
        return new RawTar()
            .Add("l.tar", layer)
            .Add("c.json", Encoding.UTF8.GetBytes(config))
            .Add("manifest.json", """[{"Config":"c.json","Layers":["l.tar"]}]"""u8.ToArray())
            .End();
    }

    private static byte[] Long(int length) => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("a/", length / 2)) + "x\0");

    private static byte[] Damage(byte[] bytes, int at)
    {
        bytes[at] ^= 1;
        return bytes;
    }
}
