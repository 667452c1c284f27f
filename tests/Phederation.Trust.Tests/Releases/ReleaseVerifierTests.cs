using Phederation.Trust.Releases;

namespace Phederation.Trust.Tests.Releases;

public sealed class ReleaseVerifierTests
{
    [Fact]
    public async Task Release_signed_is_verified_with_all_that_it_says()
    {
        using var release = new TestRelease().WithContent();
        await release.SignAsync();

        var verification = await release.VerifyAsync(options: new ReleaseVerifierOptions { RequiredGates = ["replay"] });

        Assert.Empty(verification.Refusals);
        var image = Assert.Single(verification.Release!.Images);
        Assert.Equal("honeur/tiny:1.0", image.Reference);
        Assert.Equal(release.Image.ManifestDigest, image.ManifestDigest);
        Assert.Equal(release.Image.ImageId, image.ConfigDigest);
        Assert.Equal(release.HashOf("profiles/tiny/seccomp.json"), image.ProfileDigest.Hex);
        Assert.Equal(TestRelease.Runtime.MemoryBytes, image.Runtime.MemoryBytes);
        Assert.Equal("replay", Assert.Single(verification.Release.Verdicts).Gate);
        Assert.Equal(TestRelease.Start.AddDays(365), verification.Release.Expires);
        Assert.Equal(1, verification.Release.Versions.Of(ReleaseLayout.Gun, "timestamp"));
        Assert.Equal(1, verification.Release.Versions.Of(TestRelease.Gun, "targets"));
        Assert.Equal(5, verification.Checks.Count);
    }
}
