using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using Phederation.Containers.Oci;
using Phederation.Images.Contents;
using Phederation.Testing.Containers;
using static Phederation.Testing.Containers.SmallImage;

namespace Phederation.Images.Tests.Contents;

public sealed class ImageContentReaderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Image_is_seen_as_a_container_sees_it()
    {
        await using var scope = await EngineScope.OpenAsync(Cancellation);
        var id = await LoadAsync(
            scope,
            Cancellation,
            layer =>
            {
                layer.AddDirectory("a").AddDirectory("a/b").AddDirectory("opaque");
                Add(Add(Add(Add(layer, "a/b/one", "1"), "a/two", "2"), "opaque/old", "old"), "gone", "gone");
                layer.AddSymbolicLink("link", "a/two").AddHardLink("same", "a/b/one");
            },
            layer =>
            {
                layer.AddWhiteout("gone").AddWhiteout("a/b").AddDirectory("opaque");
                Add(Add(Add(layer, "opaque/.wh..wh..opq", ""), "opaque/new", "new"), "a/two", "two");
            }
        );

        var contents = await ReadAsync(scope, id, path => path == "a/two");

        Assert.Equal(["a", "a/two", "link", "opaque", "opaque/new", "same"], contents.Entries.Select(entry => entry.Path));
        Assert.Equal("two", Encoding.UTF8.GetString(contents.Bytes("link")!));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("1"u8)), contents.Find("same")!.Sha256);
        Assert.Equal(id, contents.ImageId.ToString());
        Assert.Null(contents.Find("same")!.Bytes);
    }

    [Fact(Timeout = 120_000)]
    public async Task Layer_that_occurs_twice_is_read_twice()
    {
        await using var scope = await EngineScope.OpenAsync(Cancellation);
        var id = await LoadAsync(
            scope,
            Cancellation,
            layer => Add(layer, "file", "first"),
            layer => Add(layer, "file", "second"),
            layer => Add(layer, "file", "first")
        );

        var contents = await ReadAsync(scope, id, _ => true);

        Assert.Equal("first", Encoding.UTF8.GetString(contents.Bytes("file")!));
    }

    [Fact(Timeout = 120_000)]
    public async Task Image_that_is_not_there_is_reported()
    {
        await using var scope = await EngineScope.OpenAsync(Cancellation);

        var fault = await Assert.ThrowsAsync<ImageException>(() => ReadAsync(scope, "phederation-test/absent:1", _ => false));

        Assert.Equal(ImageFault.ImageMissing, fault.Fault);
    }

    [Fact(Timeout = 120_000)]
    public async Task File_larger_than_such_a_file_may_be_is_refused()
    {
        await using var scope = await EngineScope.OpenAsync(Cancellation);
        var id = await LoadAsync(scope, Cancellation, layer => Add(layer, "big", new string('x', 5000)));

        var request = new ContentRequest
        {
            Keeps = _ => true,
            Limits = new ContentLimits { KeptFileBytes = 4999 },
        };
        var fault = await Assert.ThrowsAsync<ImageException>(() => ImageContentReader.ReadAsync(scope.Engine, id, request, Cancellation));

        Assert.Equal(ImageFault.MalformedImage, fault.Fault);
        Assert.Contains("'/big' has 5000 bytes", fault.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("../outside", "leaves the image")]
    [InlineData("a/../../outside", "leaves the image")]
    public async Task Path_that_leaves_the_image_is_refused(string path, string message)
    {
        var fault = await ArchiveFaultAsync(Tar((path, "x"u8.ToArray())), layerName: null);

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task Layer_with_other_bytes_than_the_configuration_names_is_refused()
    {
        var fault = await ArchiveFaultAsync(Tar(("file", "other"u8.ToArray())), Digest.Sha256("something else"u8));

        Assert.Contains("not those that its configuration names", fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task Archive_that_is_cut_is_refused()
    {
        var whole = Tar(("manifest.json", "[]"u8.ToArray()));

        var fault = await Assert.ThrowsAnyAsync<Exception>(() => ReadArchiveAsync(whole[..700], Digest.Sha256("x"u8)));

        Assert.True(fault is ImageException or EndOfStreamException or InvalidDataException, fault.ToString());
    }

    private static async Task<ImageException> ArchiveFaultAsync(byte[] layer, Digest? layerName)
    {
        var digest = layerName ?? Digest.Sha256(layer);
        var config = Encoding.UTF8.GetBytes(
            $$$"""{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["{{{digest}}}"]}}"""
        );
        var archive = Tar(
            ("layer/layer.tar", layer),
            ("config.json", config),
            ("manifest.json", """[{"Config":"config.json","Layers":["layer/layer.tar"]}]"""u8.ToArray())
        );
        var fault = await Assert.ThrowsAsync<ImageException>(() => ReadArchiveAsync(archive, Digest.Sha256(config)));
        Assert.Equal(ImageFault.MalformedImage, fault.Fault);
        return fault;
    }

    private static Task<ImageContents> ReadArchiveAsync(byte[] archive, Digest id) =>
        ImageContentReader.ReadAsync(
            new MemoryStream(archive),
            id,
            "image",
            new ContentRequest { Keeps = _ => true, Hashes = true },
            Cancellation
        );

    private static Task<ImageContents> ReadAsync(EngineScope scope, string image, Func<string, bool> keeps) =>
        ImageContentReader.ReadAsync(scope.Engine, image, new ContentRequest { Keeps = keeps, Hashes = true }, Cancellation);

    private static byte[] Tar(params (string Name, byte[] Bytes)[] files)
    {
        using var buffer = new MemoryStream();
        using (var writer = new TarWriter(buffer, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) });
            }
        }

        return buffer.ToArray();
    }
}
