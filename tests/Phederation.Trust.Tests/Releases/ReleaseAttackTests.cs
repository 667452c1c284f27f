using Phederation.Containers.Oci;
using Phederation.Trust.Releases;
using Phederation.Trust.Tests.ContentTrust;

namespace Phederation.Trust.Tests.Releases;

/// <summary>What an attacker could do to a release folder; each is refused with its reason.</summary>
public sealed class ReleaseAttackTests
{
    [Theory]
    [InlineData("profiles/tiny/seccomp.json")]
    [InlineData("profiles/tiny/evidence.json")]
    [InlineData("launcher/linux-x64/phederation")]
    [InlineData("images/tiny/index.json")]
    [InlineData("images/tiny/oci-layout")]
    [InlineData("trust/images/tiny/root.json")]
    [InlineData("trust/images/tiny/targets.json")]
    [InlineData("trust/images/tiny/snapshot.json")]
    [InlineData("trust/images/tiny/timestamp.json")]
    public async Task File_altered_in_one_bit_is_refused(string path)
    {
        using var release = await TestRelease.SignedAsync();
        release.FlipByte(path);

        await release.AssertRefusedAsync(RefusalCode.Altered, path);
    }

    [Fact]
    public async Task Manifest_layer_and_config_altered_in_one_bit_are_refused()
    {
        foreach (var chosen in (Func<TinyImage, byte[]>[])[image => image.Manifest, image => image.Config, image => image.Layer])
        {
            using var release = await TestRelease.SignedAsync();
            var path = TestRelease.Blob(Digest.Sha256(chosen(release.Image)));
            release.FlipByte(path);

            await release.AssertRefusedAsync(RefusalCode.Altered, path);
        }
    }

    [Fact]
    public async Task Release_json_altered_is_refused()
    {
        using var release = await TestRelease.SignedAsync();
        var text = await File.ReadAllTextAsync(release["release.json"], TestContext.Current.CancellationToken);
        release.Write("release.json", text.Replace("\"memoryBytes\": 67108864", "\"memoryBytes\": 67108865", StringComparison.Ordinal));

        await release.AssertRefusedAsync(RefusalCode.Altered, "release.json");
    }

    [Theory]
    [InlineData("root", RefusalCode.BadSignature)]
    [InlineData("timestamp", RefusalCode.BadSignature)]
    [InlineData("targets", RefusalCode.Altered)]
    [InlineData("snapshot", RefusalCode.Altered)]
    public async Task Metadata_edited_is_refused(string role, string code)
    {
        using var release = await TestRelease.SignedAsync();
        var path = $"trust/release/{role}.json";
        var text = await File.ReadAllTextAsync(release[path], TestContext.Current.CancellationToken);
        release.Write(path, text.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal));

        await release.AssertRefusedAsync(code, path);
    }

    [Theory]
    [InlineData("root")]
    [InlineData("timestamp")]
    [InlineData("targets")]
    [InlineData("snapshot")]
    public async Task Role_missing_is_refused(string role)
    {
        using var release = await TestRelease.SignedAsync();
        File.Delete(release[$"trust/release/{role}.json"]);

        await release.AssertRefusedAsync(RefusalCode.Missing, $"trust/release/{role}.json");
    }

    [Fact]
    public async Task Deleted_manifest_is_refused()
    {
        using var release = await TestRelease.SignedAsync();
        var path = TestRelease.Blob(release.Image.ManifestDigest);
        File.Delete(release[path]);

        await release.AssertRefusedAsync(RefusalCode.Missing, path);
    }

    [Fact]
    public async Task Release_of_an_unknown_root_key_is_refused()
    {
        using var release = await TestRelease.SignedAsync();

        var verification = await release.VerifyAsync(pins: [new string('0', 64)]);

        Assert.Null(verification.Release);
        Assert.Equal(RefusalCode.UnknownRoot, Assert.Single(verification.Refusals).Code);
        Assert.Empty(verification.Checks);
    }

    [Fact]
    public async Task Expired_timestamp_is_refused_and_one_within_the_skew_is_not()
    {
        using var release = await TestRelease.SignedAsync();

        release.Clock.Now = TestRelease.Start.AddDays(365).AddMinutes(9);
        Assert.Empty((await release.VerifyAsync()).Refusals);
        release.Clock.Now = TestRelease.Start.AddDays(365).AddMinutes(11);
        await release.AssertRefusedAsync(RefusalCode.Expired, "timestamp");
    }

    [Fact]
    public async Task Release_from_the_future_names_the_clock()
    {
        using var release = await TestRelease.SignedAsync();
        release.Clock.Now = TestRelease.Start.AddHours(-1);

        await release.AssertRefusedAsync(RefusalCode.Clock, "release.json");
    }

    [Fact]
    public async Task Older_release_is_refused_after_a_newer_one_was_seen()
    {
        using var release = await TestRelease.SignedAsync();
        var older = await release.VerifyAsync();
        var snapshot = Copy(release.Folder, Path.Combine(Path.GetDirectoryName(release.Folder)!, "older"));
        await release.SignAsync();
        var newer = await release.VerifyAsync();

        Directory.Delete(release.Folder, recursive: true);
        Directory.Move(snapshot, release.Folder);

        Assert.Empty((await release.VerifyAsync(older.Release!.Versions)).Refusals);
        await release.AssertRefusedAsync(RefusalCode.Rollback, "timestamp", newer.Release!.Versions);
    }

    [Fact]
    public async Task Old_snapshot_replayed_under_a_new_timestamp_is_refused()
    {
        using var release = await TestRelease.SignedAsync();
        var old = await File.ReadAllBytesAsync(release["trust/release/snapshot.json"], TestContext.Current.CancellationToken);
        await release.SignAsync();
        release.Write("trust/release/snapshot.json", old);

        await release.AssertRefusedAsync(RefusalCode.Altered, "snapshot");
    }

    [Fact]
    public async Task Unlisted_file_is_refused()
    {
        using var release = await TestRelease.SignedAsync();
        release.Write("images/tiny/blobs/sha256/more", "more");

        await release.AssertRefusedAsync(RefusalCode.Unlisted, "images/tiny/blobs/sha256/more");
    }

    [Fact]
    public async Task More_metadata_beside_the_release_s_own_is_refused()
    {
        using var release = await TestRelease.SignedAsync();
        release.Write("trust/release/2.root.json", "{}");

        await release.AssertRefusedAsync(RefusalCode.Unlisted, "trust/release/2.root.json");
    }

    [Theory]
    [InlineData("profiles/tiny/seccomp.json")]
    [InlineData("release.json")]
    [InlineData("trust/release/root.json")]
    public async Task Link_to_the_same_bytes_in_place_of_a_file_is_refused(string path)
    {
        using var release = await TestRelease.SignedAsync();
        var elsewhere = Path.Combine(Path.GetDirectoryName(release.Folder)!, "elsewhere");
        File.Move(release[path], elsewhere);
        File.CreateSymbolicLink(release[path], elsewhere);

        await release.AssertRefusedAsync(RefusalCode.NotAFile, Path.GetFileName(path));
    }

    [Fact]
    public async Task Link_in_place_of_a_folder_is_refused_and_not_followed()
    {
        using var release = await TestRelease.SignedAsync();
        var elsewhere = Path.Combine(Path.GetDirectoryName(release.Folder)!, "elsewhere");
        Directory.Move(release["profiles"], elsewhere);
        Directory.CreateSymbolicLink(release["profiles"], elsewhere);

        await release.AssertRefusedAsync(RefusalCode.NotAFile, "profiles");
        await release.AssertRefusedAsync(RefusalCode.Missing, "profiles/tiny/seccomp.json");
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("profiles\\tiny\\seccomp.json")]
    [InlineData("profiles//seccomp.json")]
    [InlineData("profiles/./seccomp.json")]
    [InlineData("C:/windows")]
    [InlineData("profiles/NUL.json")]
    [InlineData("profiles/tiny.")]
    [InlineData("Profiles/tiny/seccomp.json")]
    [InlineData("release.json")]
    public async Task Path_that_is_not_the_same_file_everywhere_is_refused_even_when_signed(string path)
    {
        using var release = new TestRelease().WithContent();
        var one = new ReleaseFile
        {
            Path = path,
            Sha256 = new string('0', 64),
            Length = 0,
        };
        release.Forge(release.Manifest() with { Files = [.. release.Files(), one] });

        await release.AssertRefusedAsync(RefusalCode.UnsafePath, "release.json");
    }

    private static string Copy(string from, string to)
    {
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }

        return to;
    }
}
