using Phederation.Testing;
using Phederation.Trust.ContentTrust;
using Phederation.Trust.Tests.Keys;
using Phederation.Trust.Tests.Services;

namespace Phederation.Trust.Tests.ContentTrust;

[Collection(LoopbackServicesCollection.Name)]
public sealed class ImageSignerTests(LoopbackServices loopback)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Tag_signed_is_resolved_from_the_server_with_the_pinned_root()
    {
        var services = await loopback.StartAsync(Token);
        using var keys = TestKeys.Local(loopback.StateFolder);
        using var notary = new NotaryClient(services.Notary, services.CaCertificatePath);
        var image = new TinyImage("signed");
        var gun = $"{services.RegistryHost}/test/{Guid.NewGuid():N}";

        var signed = await new ImageSigner(notary, keys, TimeProvider.System).SignAsync(
            gun,
            "1.0",
            image.ManifestDigest,
            image.Manifest.Length,
            Token
        );
        var verified = await ImageVerifier.VerifyAsync(
            notary,
            gun,
            "1.0",
            [keys.RootKeyId],
            TrustVersions.Empty,
            TimeProvider.System,
            Token
        );

        Assert.Equal(image.ManifestDigest, signed.Manifest);
        Assert.Empty(verified.Refusals);
        Assert.Equal(image.ManifestDigest, verified.Image!.Manifest);
        Assert.Equal(image.Manifest.Length, verified.Image.Length);
    }
}
