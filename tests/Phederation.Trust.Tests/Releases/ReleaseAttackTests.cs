using System.Text;
using Phederation.Containers.Oci;
using Phederation.Trust.Releases;
using Phederation.Trust.Tests.ContentTrust;
using Phederation.Trust.Tests.Keys;

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
        using var release = await SignedAsync();
        release.FlipByte(path);

        await release.AssertRefusedAsync(RefusalCode.Altered, path);
    }

    [Fact]
    public async Task Manifest_layer_and_config_altered_in_one_bit_are_refused()
    {
        foreach (var chosen in (Func<TinyImage, byte[]>[])[image => image.Manifest, image => image.Config, image => image.Layer])
        {
            using var release = await SignedAsync();
            var path = TestRelease.Blob(Digest.Sha256(chosen(release.Image)));
            release.FlipByte(path);

            await release.AssertRefusedAsync(RefusalCode.Altered, path);
        }
    }

    [Fact]
    public async Task Release_json_altered_is_refused()
    {
        using var release = await SignedAsync();
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
        using var release = await SignedAsync();
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
        using var release = await SignedAsync();
        File.Delete(release[$"trust/release/{role}.json"]);

        await release.AssertRefusedAsync(RefusalCode.Missing, $"trust/release/{role}.json");
    }

    [Fact]
    public async Task Deleted_manifest_is_refused()
    {
        using var release = await SignedAsync();
        var path = TestRelease.Blob(release.Image.ManifestDigest);
        File.Delete(release[path]);

        await release.AssertRefusedAsync(RefusalCode.Missing, path);
    }

    [Fact]
    public async Task Release_of_an_unknown_root_key_is_refused()
    {
        using var release = await SignedAsync();

        var verification = await release.VerifyAsync(pins: [new string('0', 64)]);

        Assert.Null(verification.Release);
        Assert.Equal(RefusalCode.UnknownRoot, Assert.Single(verification.Refusals).Code);
        Assert.Empty(verification.Checks);
    }

    [Fact]
    public async Task Expired_timestamp_is_refused_and_one_within_the_skew_is_not()
    {
        using var release = await SignedAsync();

        release.Clock.Now = TestRelease.Start.AddDays(365).AddMinutes(9);
        Assert.Empty((await release.VerifyAsync()).Refusals);
        release.Clock.Now = TestRelease.Start.AddDays(365).AddMinutes(11);
        await release.AssertRefusedAsync(RefusalCode.Expired, "timestamp");
    }

    [Fact]
    public async Task Release_from_the_future_names_the_clock()
    {
        using var release = await SignedAsync();
        release.Clock.Now = TestRelease.Start.AddHours(-1);

        await release.AssertRefusedAsync(RefusalCode.Clock, "release.json");
    }

    [Fact]
    public async Task Older_release_is_refused_after_a_newer_one_was_seen()
    {
        using var release = await SignedAsync();
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
    public async Task Older_metadata_of_an_image_is_refused_after_newer_was_seen()
    {
        using var release = await SignedAsync();
        var seen = TrustVersions.Empty.With(TestRelease.Gun, [KeyValuePair.Create("targets", 2)]);

        await release.AssertRefusedAsync(RefusalCode.Rollback, "trust/images/tiny/targets.json", seen);
    }

    [Fact]
    public async Task Old_snapshot_replayed_under_a_new_timestamp_is_refused()
    {
        using var release = await SignedAsync();
        var old = await File.ReadAllBytesAsync(release["trust/release/snapshot.json"], TestContext.Current.CancellationToken);
        await release.SignAsync();
        release.Write("trust/release/snapshot.json", old);

        await release.AssertRefusedAsync(RefusalCode.Altered, "snapshot");
    }

    [Fact]
    public async Task Unlisted_file_is_refused()
    {
        using var release = await SignedAsync();
        release.Write("images/tiny/blobs/sha256/more", "more");

        await release.AssertRefusedAsync(RefusalCode.Unlisted, "images/tiny/blobs/sha256/more");
    }

    [Fact]
    public async Task More_metadata_beside_the_release_s_own_is_refused()
    {
        using var release = await SignedAsync();
        release.Write("trust/release/2.root.json", "{}");

        await release.AssertRefusedAsync(RefusalCode.Unlisted, "trust/release/2.root.json");
    }

    [Theory]
    [InlineData("profiles/tiny/seccomp.json")]
    [InlineData("release.json")]
    [InlineData("trust/release/root.json")]
    public async Task Link_to_the_same_bytes_in_place_of_a_file_is_refused(string path)
    {
        using var release = await SignedAsync();
        var elsewhere = Path.Combine(Path.GetDirectoryName(release.Folder)!, "elsewhere");
        File.Move(release[path], elsewhere);
        File.CreateSymbolicLink(release[path], elsewhere);

        await release.AssertRefusedAsync(RefusalCode.NotAFile, Path.GetFileName(path));
    }

    [Fact]
    public async Task Link_in_place_of_a_folder_is_refused_and_not_followed()
    {
        using var release = await SignedAsync();
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
        using var release = await SignedAsync();
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

    [Fact]
    public async Task Oversized_release_json_is_refused_without_being_read()
    {
        using var release = await SignedAsync();
        using (var file = new FileStream(release["release.json"], FileMode.Create))
        {
            file.SetLength(1L << 34);
        }

        await release.AssertRefusedAsync(RefusalCode.Malformed, "release.json");
    }

    [Theory]
    [InlineData("""{"signed":{},"signed":{},"signatures":[]}""")]
    [InlineData("""{"signed":{"_type":"Root","version":1.5,"expires":"2030-01-01T00:00:00Z"},"signatures":[]}""")]
    [InlineData("""{"signed":{"_type":"Root","version":1,"expires":"2030-01-01T00:00:00"},"signatures":[]}""")]
    [InlineData("""{"signed":null,"signatures":null}""")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("\u0000")]
    public async Task Metadata_that_is_not_in_the_format_is_refused(string json)
    {
        using var release = await SignedAsync();
        release.Write("trust/release/root.json", json);

        await release.AssertRefusedAsync(RefusalCode.Malformed, "root.json");
    }

    [Fact]
    public async Task Deeply_nested_metadata_is_refused()
    {
        using var release = await SignedAsync();
        release.Write("trust/release/root.json", new StringBuilder().Insert(0, "[", 100_000).ToString());

        await release.AssertRefusedAsync(RefusalCode.Malformed, "root.json");
    }

    [Theory]
    [InlineData("\"schema\": 1", "\"schema\": 2", RefusalCode.Unsupported)]
    [InlineData("\"schema\": 1", "\"schema\": 1, \"unknown\": 1", RefusalCode.Malformed)]
    [InlineData("\"schema\": 1", "\"schema\": 1, \"schema\": 1", RefusalCode.Malformed)]
    [InlineData("\"policy\": \"local\"", "\"policy\": \"none\"", RefusalCode.Unsupported)]
    [InlineData("\"cpus\": 0.5", "\"cpus\": 0.5, \"privileged\": true", RefusalCode.Malformed)]
    [InlineData("\"user\": \"999:999\"", "\"user\": \"0:0\"", RefusalCode.Malformed)]
    [InlineData("\"tmpfs\": []", "\"tmpfs\": [null]", RefusalCode.Malformed)]
    [InlineData("\"verdicts\": []", "\"verdicts\": [null]", RefusalCode.Malformed)]
    [InlineData("\"name\": \"tiny\"", "\"name\": \"../tiny\"", RefusalCode.Malformed)]
    public async Task Signed_release_json_that_is_not_in_the_format_is_refused(string from, string to, string code)
    {
        using var release = new TestRelease().WithContent();
        var bytes = (release.Manifest() with { Files = release.Files() }).ToBytes();
        var text = Encoding.UTF8.GetString(bytes);
        Assert.Contains(from, text);
        release.ForgeBytes(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)));

        var verification = await release.VerifyAsync();

        Assert.Null(verification.Release);
        Assert.Contains(verification.Refusals, refusal => refusal.Code == code);
    }

    [Fact]
    public async Task Folder_that_is_empty_or_missing_is_refused()
    {
        using var release = new TestRelease();
        await release.AssertRefusedAsync(RefusalCode.Missing, "root.json");
        Directory.Delete(release.Folder, recursive: true);
        await release.AssertRefusedAsync(RefusalCode.Missing, "root.json");
    }

    [Fact(Timeout = 30_000)]
    public async Task Pipe_in_place_of_a_file_is_refused_without_waiting_for_its_writer()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes in folders are of Linux");
        using var release = await SignedAsync();
        File.Delete(release["release.json"]);
        var made = await new Phederation.Processes.ProcessRunner().RunAsync(
            new Phederation.Processes.ProcessRequest { Program = "mkfifo", Arguments = [release["release.json"]] },
            TestContext.Current.CancellationToken
        );
        Assert.Equal(0, made.ExitCode);

        await release.AssertRefusedAsync(RefusalCode.Malformed, "release.json");
    }

    private static async Task<TestRelease> SignedAsync()
    {
        var release = new TestRelease().WithContent();
        await release.SignAsync();
        return release;
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
