using System.Text;
using Phederation.Containers.Images;
using Phederation.Containers.Oci;
using Phederation.Testing;

namespace Phederation.Containers.Tests.Oci;

public sealed class OciLayoutTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Layout_is_read_back_and_named_images_are_replaced()
    {
        using var folder = new TempFolder();
        var layout = await OciLayout.CreateAsync(folder["layout"], Token);
        var first = await AddImageAsync(layout, "first", "image");
        var other = await AddImageAsync(layout, "other", "other");
        var second = await AddImageAsync(layout, "second", "image");
        await AddImageAsync(layout, "second", "image");

        var read = await OciLayout.OpenAsync(folder["layout"], Token);
        Assert.Equal([other, second], read.Index.Manifests.Select(manifest => manifest.Digest));
        Assert.Equal(second, read.Find("image").Digest);
        Assert.Throws<OciException>(() => read.Find());
        Assert.Throws<OciException>(() => read.Find("absent"));
        Assert.Equal(2, (await read.VerifyAsync(second, Token)).Layers.Count);
        await read.VerifyAsync(first, Token);
        Assert.Equal("""{"imageLayoutVersion":"1.0.0"}""", await File.ReadAllTextAsync(folder["layout/oci-layout"], Token));
        Assert.DoesNotContain(
            Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories),
            file => file.EndsWith(".partial", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("longer")]
    [InlineData("shorter")]
    [InlineData("absent")]
    [InlineData("link")]
    public async Task Blob_that_is_not_what_it_was_is_refused(string damage)
    {
        using var folder = new TempFolder();
        var layout = await OciLayout.CreateAsync(folder["layout"], Token);
        var image = await AddImageAsync(layout, "text", "image");
        var manifest = await layout.VerifyAsync(image, Token);
        var path = layout.BlobPath(manifest.Layers[1].Digest);
        var bytes = await File.ReadAllBytesAsync(path, Token);
        File.Delete(path);
        switch (damage)
        {
            case "changed":
                bytes[^1] ^= 1;
                await File.WriteAllBytesAsync(path, bytes, Token);
                break;
            case "longer":
                await File.WriteAllBytesAsync(path, [.. bytes, 0], Token);
                break;
            case "shorter":
                await File.WriteAllBytesAsync(path, bytes[..^1], Token);
                break;
            case "link":
                await File.WriteAllBytesAsync(folder["elsewhere"], bytes, Token);
                File.CreateSymbolicLink(path, folder["elsewhere"]);
                break;
        }

        await Assert.ThrowsAsync<OciException>(() => layout.VerifyAsync(image, Token));
        await Assert.ThrowsAsync<OciException>(async () =>
        {
            var archive = await DockerArchive.FromLayoutAsync(layout, image, [], Token);
            await archive.WriteAsync(new MemoryStream(), Token);
        });
    }

    [Fact]
    public async Task Blob_of_other_bytes_than_expected_is_not_kept()
    {
        using var folder = new TempFolder();
        var layout = await OciLayout.CreateAsync(folder["layout"], Token);
        var expected = Digest.Sha256("right"u8);
        await Assert.ThrowsAsync<OciException>(() => layout.AddBlobAsync(new MemoryStream("wrong"u8.ToArray()), "a/b", expected, Token));
        Assert.Empty(Directory.EnumerateFiles(folder["layout/blobs"], "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("oci-layout", """{"imageLayoutVersion":"2.0.0"}""")]
    [InlineData("oci-layout", "nonsense")]
    [InlineData("index.json", "{}")]
    public async Task Folder_that_is_no_layout_is_refused(string file, string text)
    {
        using var folder = new TempFolder();
        await OciLayout.CreateAsync(folder["layout"], Token);
        folder.Write("layout/" + file, text);
        await Assert.ThrowsAsync<OciException>(() => OciLayout.OpenAsync(folder["layout"], Token));
        File.Delete(folder["layout/" + file]);
        await Assert.ThrowsAsync<OciException>(() => OciLayout.OpenAsync(folder["layout"], Token));
    }

    [Fact]
    public async Task Archive_of_an_image_with_other_layers_than_its_configuration_names_is_refused()
    {
        using var folder = new TempFolder();
        var layout = await OciLayout.CreateAsync(folder["layout"], Token);
        var manifest = OciDocument.ParseManifest(
            await layout.ReadBlobAsync(await AddImageAsync(layout, "x", "image"), cancellationToken: Token)
        );
        foreach (
            var layers in new IReadOnlyList<Descriptor>[]
            {
                [manifest.Layers[0]],
                [manifest.Layers[0] with { MediaType = "application/vnd.oci.image.layer.v1.tar+zstd" }, manifest.Layers[1]],
            }
        )
        {
            var changed = await layout.AddManifestAsync(
                OciDocument.Write(manifest with { Layers = layers }),
                MediaTypes.OciManifest,
                null,
                Token
            );
            await Assert.ThrowsAsync<OciException>(() => DockerArchive.FromLayoutAsync(layout, changed.Digest, [], Token));
        }
    }

    private static async Task<Digest> AddImageAsync(OciLayout layout, string text, string name)
    {
        var first = await layout.AddBlobAsync("a layer"u8.ToArray(), MediaTypes.OciLayer, Token);
        var second = await layout.AddBlobAsync(Encoding.UTF8.GetBytes("layer of " + text), MediaTypes.OciLayer, Token);
        var config = new ImageConfig
        {
            Architecture = "amd64",
            Os = "linux",
            RootFs = new RootFs { Type = "layers", DiffIds = [first.Digest, second.Digest] },
        };
        var manifest = new ImageManifest
        {
            SchemaVersion = 2,
            MediaType = MediaTypes.OciManifest,
            Config = await layout.AddBlobAsync(OciDocument.Write(config), MediaTypes.OciConfig, Token),
            Layers = [first, second],
        };
        return (await layout.AddManifestAsync(OciDocument.Write(manifest), MediaTypes.OciManifest, name, Token)).Digest;
    }
}
