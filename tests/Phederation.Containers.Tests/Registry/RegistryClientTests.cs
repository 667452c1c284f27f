using System.Text;
using Phederation.Containers.Engine;
using Phederation.Containers.Images;
using Phederation.Containers.Oci;
using Phederation.Containers.Registry;
using Phederation.Containers.Tests.Engine;
using Phederation.Testing;
using Phederation.Testing.Containers;

namespace Phederation.Containers.Tests.Registry;

public sealed class RegistryClientTests
{
    private static readonly RegistryCredentials Right = new(TestRegistry.User, TestRegistry.Password);
    private static readonly RegistryCredentials Wrong = new(TestRegistry.User, "wrong");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 120_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pushed_image_is_read_back_with_its_original_bytes(bool withPassword)
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        await using var registry = await TestRegistry.StartAsync(withPassword, Token);
        using var folder = new TempFolder();
        var reference = $"{registry.Host}/honeur/test:1.0";
        var archive = await ImageOperationsTests.ArchiveAsync(scope, folder, reference);
        await scope.Engine.Images.LoadAsync(archive.WriteAsync, Token);
        var pushed = await scope.Engine.Images.PushAsync(reference, withPassword ? Right : null, null, Token);

        using var client = new RegistryClient(registry.Uri, withPassword ? Right : null);
        var manifest = (await client.GetManifestAsync("honeur/test", "1.0", Token))!;
        Assert.Equal(pushed, new PushedImage(manifest.Digest, manifest.Bytes.Length));
        Assert.Equal(MediaTypes.DockerManifest, manifest.MediaType);
        Assert.Equal(archive.ImageId, OciDocument.ParseManifest(manifest.Bytes.Span).Config.Digest);
        Assert.Equal(["1.0"], await client.TagsAsync("honeur/test", Token));
        Assert.Empty(await client.TagsAsync("honeur/other", Token));
        var head = (await client.HeadManifestAsync("honeur/test", "1.0", Token))!;
        Assert.Equal((manifest.Digest, (long)manifest.Bytes.Length), (head.Digest, head.Size));
        Assert.Null(await client.GetManifestAsync("honeur/test", "2.0", Token));

        // From the registry into a layout, from the layout into the engine: the same image id.
        var layout = await OciLayout.CreateAsync(folder["layout"], Token);
        var copied = await ImageTransfer.CopyAsync(client, "honeur/test", "1.0", layout, "test", Token);
        Assert.Equal(manifest.Digest, copied.Digest);
        await scope.Engine.Images.RemoveAsync(reference, force: true, Token);
        Assert.Null(await scope.Engine.Images.InspectAsync(archive.ImageId.ToString(), Token));
        var again = await DockerArchive.FromLayoutAsync(layout, copied.Digest, [$"{scope.Id}:again"], Token);
        await scope.Engine.Images.LoadAsync(again.WriteAsync, Token);
        Assert.Equal(archive.ImageId, again.ImageId);
        Assert.Equal([$"{scope.Id}:again"], (await scope.Engine.Images.InspectAsync(archive.ImageId.ToString(), Token))!.RepoTags);

        // And back into the registry under another name, byte for byte.
        await ImageTransfer.CopyAsync(layout, layout.Find("test"), client, "honeur/copy", "x", Token);
        Assert.Equal(manifest.Digest, (await client.GetManifestAsync("honeur/copy", "x", Token))!.Digest);
        await scope.Engine.Images.PullAsync($"{registry.Host}/honeur/copy@{manifest.Digest}", withPassword ? Right : null, null, Token);
        Assert.True(await client.DeleteManifestAsync("honeur/copy", manifest.Digest, Token));
        Assert.False(await client.DeleteManifestAsync("honeur/copy", manifest.Digest, Token));
        Assert.Null(await client.GetManifestAsync("honeur/copy", "x", Token));
    }

    [Fact(Timeout = 120_000)]
    public async Task Wrong_credentials_are_told_clearly()
    {
        await using var scope = await EngineScope.OpenAsync(Token);
        await using var registry = await TestRegistry.StartAsync(withPassword: true, Token);
        using var folder = new TempFolder();
        var reference = $"{registry.Host}/honeur/test:1.0";
        var archive = await ImageOperationsTests.ArchiveAsync(scope, folder, reference);
        await scope.Engine.Images.LoadAsync(archive.WriteAsync, Token);
        foreach (var credentials in new[] { Wrong, null })
        {
            var refusal = await Assert.ThrowsAsync<EngineException>(() =>
                scope.Engine.Images.PushAsync(reference, credentials, null, Token)
            );
            Assert.Equal(EngineErrorKind.Refused, refusal.Kind);
            Assert.Contains(reference, refusal.Message, StringComparison.Ordinal);
        }

        using var wrong = new RegistryClient(registry.Uri, Wrong);
        var unauthorized = await Assert.ThrowsAsync<RegistryException>(() => wrong.PingAsync(Token));
        Assert.Equal(RegistryErrorKind.Unauthorized, unauthorized.Kind);
        Assert.Contains("the password is wrong", unauthorized.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Wrong.Password + "\"", unauthorized.ToString(), StringComparison.Ordinal);
        using var anonymous = new RegistryClient(registry.Uri);
        Assert.Contains(
            "none are given",
            (await Assert.ThrowsAsync<RegistryException>(() => anonymous.TagsAsync("honeur/test", Token))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task Token_of_the_named_service_is_fetched_once_a_scope()
    {
        await using var tokens = new TokenService();
        await using var registry = await StartWithTokensAsync(tokens);
        using var client = new RegistryClient(registry.Uri, Right);
        var first = await client.PutBlobAsync("honeur/test", "one"u8.ToArray(), "text/plain", Token);
        await client.PutBlobAsync("honeur/test", "two"u8.ToArray(), "text/plain", Token);
        Assert.Equal("one"u8.ToArray(), await client.ReadBlobAsync("honeur/test", first.Digest, cancellationToken: Token));
        Assert.Equal(2, tokens.Answered);

        using var wrong = new RegistryClient(registry.Uri, Wrong);
        var refusal = await Assert.ThrowsAsync<RegistryException>(() => wrong.TagsAsync("honeur/test", Token));
        Assert.Equal(RegistryErrorKind.Unauthorized, refusal.Kind);
    }

    [Fact(Timeout = 60_000)]
    public async Task Blob_that_was_changed_in_the_registry_is_refused()
    {
        await using var registry = await TestRegistry.StartAsync(withPassword: false, Token);
        using var folder = new TempFolder();
        using var client = new RegistryClient(registry.Uri);
        var (manifest, layer) = await PutImageAsync(client, "honeur/test");
        await File.WriteAllBytesAsync(registry.BlobFile(layer.Hex), "changed!"u8.ToArray(), Token);

        var layout = await OciLayout.CreateAsync(folder["layout"], Token);
        var fault = await Assert.ThrowsAsync<OciException>(() =>
            ImageTransfer.CopyAsync(client, "honeur/test", manifest.ToString(), layout, null, Token)
        );
        Assert.Equal(OciErrorKind.DigestMismatch, fault.Kind);
        Assert.Empty(layout.Index.Manifests);
        Assert.False(File.Exists(layout.BlobPath(layer)));
    }

    [Fact(Timeout = 60_000)]
    public async Task Manifest_that_was_changed_in_the_registry_is_refused()
    {
        await using var registry = await TestRegistry.StartAsync(withPassword: false, Token);
        using var client = new RegistryClient(registry.Uri);
        var (manifest, _) = await PutImageAsync(client, "honeur/test");
        var file = registry.BlobFile(manifest.Hex);
        await File.WriteAllTextAsync(
            file,
            (await File.ReadAllTextAsync(file, Token)).Replace(":2,", ": 2,", StringComparison.Ordinal),
            Token
        );
        await Assert.ThrowsAsync<RegistryException>(() => client.GetManifestAsync("honeur/test", manifest.ToString(), Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Upload_of_other_bytes_than_named_is_refused_by_the_registry()
    {
        await using var registry = await TestRegistry.StartAsync(withPassword: false, Token);
        using var client = new RegistryClient(registry.Uri);
        var lie = new Descriptor
        {
            MediaType = "text/plain",
            Digest = Digest.Sha256("right"u8),
            Size = 5,
        };
        var refusal = await Assert.ThrowsAsync<RegistryException>(() =>
            client.PutBlobAsync("honeur/test", lie, () => new MemoryStream("wrong"u8.ToArray()), Token)
        );
        Assert.Contains("DIGEST_INVALID", refusal.Message, StringComparison.Ordinal);
        Assert.Null(await client.BlobLengthAsync("honeur/test", lie.Digest, Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Large_blob_is_streamed_there_and_back()
    {
        await using var registry = await TestRegistry.StartAsync(withPassword: true, Token);
        using var client = new RegistryClient(registry.Uri, Right);
        var content = new byte[20 << 20];
        new Span<byte>(content).Fill(0x5A);
        Assert.Equal(content.Length, (await client.PutBlobAsync("honeur/test", content, "application/octet-stream", Token)).Size);
        var digest = Digest.Sha256(content);
        await using var back = await client.OpenBlobAsync("honeur/test", digest, content.Length, Token);
        Assert.Equal(digest, await Digest.Sha256Async(back, Token));
        await Assert.ThrowsAsync<OciException>(() => client.ReadBlobAsync("honeur/test", digest, limit: 1 << 20, Token));
    }

    [Fact(Timeout = 30_000)]
    public async Task Absent_registry_is_told_as_such()
    {
        using var client = new RegistryClient(new Uri("http://127.0.0.1:1"));
        var fault = await Assert.ThrowsAsync<RegistryException>(() => client.PingAsync(Token));
        Assert.Equal(RegistryErrorKind.Unavailable, fault.Kind);
        Assert.Contains("127.0.0.1:1", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://registry.example")]
    [InlineData("ftp://registry.example")]
    [InlineData("https://user:secret@registry.example")]
    public void Address_that_is_not_safe_is_refused(string address) =>
        Assert.Equal(RegistryErrorKind.InvalidAddress, Assert.Throws<RegistryException>(() => new RegistryClient(new Uri(address))).Kind);

    [Theory]
    [InlineData("../v2", "tag")]
    [InlineData("Upper", "tag")]
    [InlineData("a//b", "tag")]
    [InlineData("name", "../x")]
    [InlineData("name", "sha256:short")]
    [InlineData("name\n", "tag")]
    public async Task Name_that_would_change_the_request_is_refused(string repository, string reference)
    {
        using var client = new RegistryClient(new Uri("http://127.0.0.1:1"));
        var fault = await Assert.ThrowsAsync<RegistryException>(() => client.GetManifestAsync(repository, reference, Token));
        Assert.Equal(RegistryErrorKind.InvalidAddress, fault.Kind);
    }

    [Fact]
    public void Credentials_do_not_print_their_password() => Assert.Equal("tester:***", Right.ToString());

    private static Task<TestRegistry> StartWithTokensAsync(TokenService tokens) =>
        TestRegistry.StartAsync(
            folder =>
                $"auth: {{token: {{realm: \"{tokens.Realm}\", service: test service, issuer: test issuer, rootcertbundle: {folder.Write("tokens.pem", tokens.CertificatePem)}}}}}",
            Token
        );

    private static async Task<(Digest Manifest, Digest Layer)> PutImageAsync(RegistryClient client, string repository)
    {
        var layer = await client.PutBlobAsync(repository, Encoding.ASCII.GetBytes("a layer!"), MediaTypes.OciLayer, Token);
        var config = await client.PutBlobAsync(repository, "{}"u8.ToArray(), MediaTypes.OciConfig, Token);
        var manifest = new ImageManifest
        {
            SchemaVersion = 2,
            MediaType = MediaTypes.OciManifest,
            Config = config,
            Layers = [layer],
        };
        var digest = await client.PutManifestAsync(repository, "1", OciDocument.Write(manifest), MediaTypes.OciManifest, Token);
        return (digest, layer.Digest);
    }
}
