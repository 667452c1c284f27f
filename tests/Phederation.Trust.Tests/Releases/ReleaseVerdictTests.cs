using Phederation.Trust.Keys;
using Phederation.Trust.Releases;
using Phederation.Trust.Verdicts;

namespace Phederation.Trust.Tests.Releases;

/// <summary>Verdicts that don't fit the release they are in.</summary>
public sealed class ReleaseVerdictTests
{
    [Fact]
    public async Task Gate_without_a_verdict_is_refused()
    {
        using var release = new TestRelease().WithContent();
        await release.SignAsync();

        var verification = await release.VerifyAsync(options: new ReleaseVerifierOptions { RequiredGates = ["replay", "audit"] });

        var refusal = Assert.Single(verification.Refusals);
        Assert.Equal(RefusalCode.GateMissing, refusal.Code);
        Assert.Contains("'audit'", refusal.What);
    }

    [Fact]
    public async Task Verdict_that_failed_is_refused() =>
        await AssertRefusedAsync(RefusalCode.GateFailed, verdict => verdict with { Passed = false });

    [Fact]
    public async Task Verdict_about_another_image_id_is_refused() =>
        await AssertRefusedAsync(RefusalCode.Mismatch, verdict => verdict with { ImageId = "sha256:" + new string('0', 64) });

    [Fact]
    public async Task Verdict_about_another_profile_is_refused() =>
        await AssertRefusedAsync(RefusalCode.Mismatch, verdict => verdict with { ProfileSha256 = new string('0', 64) });

    [Fact]
    public async Task Verdict_about_other_evidence_is_refused() =>
        await AssertRefusedAsync(RefusalCode.Mismatch, verdict => verdict with { EvidenceSha256 = new string('0', 64) });

    [Fact]
    public async Task Verdict_of_another_policy_is_refused() =>
        await AssertRefusedAsync(RefusalCode.Mismatch, verdict => verdict with { Policy = TrustPolicy.Production });

    [Fact]
    public async Task Verdict_about_an_image_that_is_not_released_is_refused() =>
        await AssertRefusedAsync(RefusalCode.Mismatch, verdict => verdict with { ImageName = "other" });

    [Fact]
    public async Task Verdict_signed_with_another_key_is_refused()
    {
        using var release = new TestRelease().WithContent();
        using var forger = SigningKey.Create(KeyRole.Verdict);
        var verdict = ReleaseVerdict.FromBytes(VerdictSigner.Sign(release.Verdict(), forger));
        release.Forge(release.Manifest() with { Files = release.Files(), Verdicts = [verdict] });

        await release.AssertRefusedAsync(RefusalCode.BadSignature, "verdict 1");
    }

    [Fact]
    public async Task Signer_takes_its_signature_back_when_a_site_would_refuse()
    {
        using var release = new TestRelease().WithContent();

        var fault = await Assert.ThrowsAsync<TrustException>(() =>
            release.SignAsync(release.Manifest(release.Verdict() with { Passed = false }))
        );

        Assert.Equal(TrustErrorKind.Refused, fault.Kind);
        Assert.Equal(RefusalCode.GateFailed, Assert.Single(fault.Refusals).Code);
        await release.AssertRefusedAsync(RefusalCode.Missing, "timestamp.json");
    }

    private static async Task AssertRefusedAsync(string code, Func<Verdict, Verdict> change)
    {
        using var release = new TestRelease().WithContent();
        var manifest = release.Manifest(change(release.Verdict()));
        release.Forge(manifest with { Files = release.Files() });
        await release.AssertRefusedAsync(code, "verdict 1");
    }
}
