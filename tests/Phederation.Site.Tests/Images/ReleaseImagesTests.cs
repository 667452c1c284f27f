using Phederation.Containers.Oci;
using Phederation.Site.Images;
using Phederation.Site.Release;
using Phederation.Site.Tests.Fixtures;

namespace Phederation.Site.Tests.Images;

/// <summary>The folder may change between its verification and the loading of an image: what is loaded is still only what was signed.</summary>
public sealed class ReleaseImagesTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task The_signed_image_is_loaded_under_its_signed_id()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var service = (await site.StackAsync()).Services[0];
        var images = new ReleaseImages(site.Scope.Engine, new Events());
        Assert.Null(await images.FindAsync(service, Token));
        Assert.Equal(service.ConfigDigest.ToString(), await images.LoadAsync(service, Token));
        Assert.Equal(service.ConfigDigest.ToString(), await images.FindAsync(service, Token));
    }

    [Fact(Timeout = 120_000)]
    public async Task Another_image_under_the_same_tag_is_not_taken_for_it()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var service = (await site.StackAsync()).Services[0];
        await site.Scope.Engine.Images.TagAsync(site.Scope.ImageId, service.Reference, Token);
        var images = new ReleaseImages(site.Scope.Engine, new Events());
        Assert.Null(await images.FindAsync(service, Token));
        Assert.Equal(service.ConfigDigest.ToString(), await images.LoadAsync(service, Token));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("manifest")]
    [InlineData("config")]
    [InlineData("layer")]
    public async Task A_blob_that_changed_after_the_verification_is_refused_and_nothing_is_loaded(string which)
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var service = (await site.StackAsync()).Services[0];
        var path = Blob(service, await DigestAsync(service, which));
        var bytes = await File.ReadAllBytesAsync(path, Token);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Token);
        await RefusedAsync(site, service);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("shorter")]
    [InlineData("absent")]
    [InlineData("link")]
    public async Task A_layer_that_is_no_longer_its_file_is_refused(string how)
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var service = (await site.StackAsync()).Services[0];
        var path = Blob(service, await DigestAsync(service, "layer"));
        switch (how)
        {
            case "shorter":
                await using (var file = new FileStream(path, FileMode.Open))
                {
                    file.SetLength(file.Length / 2);
                }

                break;
            case "absent":
                File.Delete(path);
                break;
            default:
                File.Move(path, site.Temp["elsewhere"]);
                File.CreateSymbolicLink(path, site.Temp["elsewhere"]);
                break;
        }

        await RefusedAsync(site, service);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_manifest_of_another_configuration_is_refused()
    {
        await using var site = await SmallSite.OpenAsync(Token);
        var service = (await site.StackAsync()).Services[0];
        await RefusedAsync(site, service with { ConfigDigest = Digest.Sha256("another"u8) });
    }

    private static async Task RefusedAsync(SmallSite site, SiteService service)
    {
        var images = new ReleaseImages(site.Scope.Engine, new Events());
        var error = await Assert.ThrowsAsync<SiteException>(() => images.LoadAsync(service, Token));
        Assert.Equal(ExitCode.Refused, error.ExitCode);
        Assert.Null(await images.FindAsync(service, Token));
        Assert.Empty(await site.Scope.Engine.Images.ListAsync([site.Scope.LabelFilter], Token));
    }

    private static async Task<Digest> DigestAsync(SiteService service, string which) =>
        which switch
        {
            "manifest" => service.ManifestDigest,
            "config" => service.ConfigDigest,
            _ => OciDocument.ParseManifest(await File.ReadAllBytesAsync(Blob(service, service.ManifestDigest), Token)).Layers[0].Digest,
        };

    private static string Blob(SiteService service, Digest digest) => Path.Combine(service.LayoutFolder, "blobs", "sha256", digest.Hex);
}
