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
        Assert.Contains("every syscall that a profile allows was reviewed", verification.Checks);
        Assert.Equal(6, verification.Checks.Count);
    }

    [Fact]
    public async Task Profile_with_calls_that_nobody_reviewed_marks_a_local_release_and_forbids_a_production_one()
    {
        using var release = new TestRelease().WithContent();
        var manifest = release.Manifest(release.Verdict());
        manifest = manifest with { Images = [manifest.Images[0] with { Unreviewed = ["umask", "ptrace"] }] };
        var signed = await release.SignAsync(manifest);

        var local = await release.VerifyAsync();
        Assert.Empty(local.Refusals);
        Assert.Contains("UNREVIEWED: 1 of 1 profiles allow syscalls that nobody reviewed (tiny: ptrace, umask)", local.Checks);

        release.Forge(signed.Manifest with { Policy = TrustPolicy.Production });
        var production = await release.VerifyAsync();
        Assert.Contains(
            production.Refusals,
            refusal => refusal.Code == RefusalCode.GateFailed && $"{refusal}".Contains("tiny: ptrace, umask", StringComparison.Ordinal)
        );
    }
}
