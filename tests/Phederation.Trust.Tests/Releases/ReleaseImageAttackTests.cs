using Phederation.Containers.Oci;
using Phederation.Trust.Tests.ContentTrust;
using Phederation.Trust.Tests.Keys;

namespace Phederation.Trust.Tests.Releases;

/// <summary>Images that are not those that were signed, also where the release around them is signed.</summary>
public sealed class ReleaseImageAttackTests
{
    [Fact]
    public async Task Older_metadata_of_an_image_is_refused_after_newer_was_seen()
    {
        using var release = await TestRelease.SignedAsync();
        var seen = TrustVersions.Empty.With(TestRelease.Gun, [KeyValuePair.Create("targets", 2)]);

        await release.AssertRefusedAsync(RefusalCode.Rollback, "trust/images/tiny/targets.json", seen);
    }

    [Fact]
    public async Task Layout_with_a_second_image_of_the_same_tag_is_refused_even_when_signed()
    {
        using var release = new TestRelease().WithContent();
        var other = new TinyImage("other");
        foreach (var blob in (byte[][])[other.Manifest, other.Config, other.Layer])
        {
            release.Write(TestRelease.Blob(Digest.Sha256(blob)), blob);
        }

        release.Write("images/tiny/index.json", TestRelease.Index(release.Image.Manifest, other.Manifest));
        release.Forge(release.Manifest() with { Files = release.Files() });

        await release.AssertRefusedAsync(RefusalCode.Mismatch, "image tiny");
    }

    [Fact]
    public async Task Another_image_than_the_tag_is_signed_for_is_refused_even_when_the_release_is_signed()
    {
        using var release = new TestRelease().WithContent();
        Directory.Delete(release["images"], recursive: true);
        release.WriteLayout(new TinyImage("pushed over"));
        release.Forge(release.Manifest() with { Files = release.Files() });

        await release.AssertRefusedAsync(RefusalCode.Mismatch, "image tiny");
    }

    [Fact]
    public async Task Configuration_that_the_manifest_does_not_name_is_refused()
    {
        using var release = new TestRelease().WithContent();
        var manifest = release.Manifest();
        release.Forge(
            manifest with
            {
                Files = release.Files(),
                Images = [manifest.Images[0] with { ConfigDigest = Digest.Sha256("other"u8).ToString() }],
            }
        );

        await release.AssertRefusedAsync(RefusalCode.Mismatch, "image tiny");
    }

    [Fact]
    public async Task Unsigned_tag_is_refused()
    {
        using var release = new TestRelease().WithContent();
        var manifest = release.Manifest();
        release.Forge(manifest with { Files = release.Files(), Images = [manifest.Images[0] with { Tag = "2.0" }] });

        await release.AssertRefusedAsync(RefusalCode.Unsigned, "trust/images/tiny");
    }

    [Fact]
    public async Task Image_signed_under_another_root_key_is_refused()
    {
        using var release = new TestRelease().WithContent();
        using var state = new Phederation.Testing.TempFolder();
        using var others = TestKeys.Local(state.Path);
        release.WriteImageTrust(TestRelease.Gun, others, release.Image.ManifestDigest, release.Image.Manifest.Length);
        release.Forge(release.Manifest() with { Files = release.Files() });

        await release.AssertRefusedAsync(RefusalCode.UnknownRoot, "trust/images/tiny/root.json");
    }

    [Fact]
    public async Task Image_signed_for_another_repository_is_refused()
    {
        using var release = new TestRelease().WithContent();
        release.WriteImageTrust("127.0.0.1:5000/other/tiny", release.Keys, release.Image.ManifestDigest, release.Image.Manifest.Length);
        release.Forge(release.Manifest() with { Files = release.Files() });

        await release.AssertRefusedAsync(RefusalCode.Mismatch, "trust/images/tiny/root.json");
    }

    [Fact]
    public async Task Timestamp_of_the_trust_server_may_have_expired_on_the_way()
    {
        using var release = await TestRelease.SignedAsync();
        release.Clock.Now = TestRelease.Start.AddDays(100);

        Assert.Empty((await release.VerifyAsync()).Refusals);
    }

    [Fact]
    public async Task Profile_of_another_image_is_refused()
    {
        using var release = new TestRelease().WithContent();
        release.Write("profiles/other/seccomp.json", """{"defaultAction":"SCMP_ACT_ALLOW"}""");
        var manifest = release.Manifest();
        release.Forge(
            manifest with
            {
                Files = release.Files(),
                Images = [manifest.Images[0] with { Profile = "profiles/other/seccomp.json" }],
            }
        );

        await release.AssertRefusedAsync(RefusalCode.UnsafePath, "image tiny");
    }
}
