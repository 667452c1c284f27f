using System.Text;
using System.Text.Json.Nodes;
using Phederation.Processes;
using Phederation.Trust.Releases;

namespace Phederation.Trust.Tests.Releases;

/// <summary>What a release folder may hold that is not in the format.</summary>
public sealed class ReleaseFormatTests
{
    [Fact]
    public async Task Oversized_release_json_is_refused_without_being_read()
    {
        using var release = await TestRelease.SignedAsync();
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
        using var release = await TestRelease.SignedAsync();
        release.Write("trust/release/root.json", json);

        await release.AssertRefusedAsync(RefusalCode.Malformed, "root.json");
    }

    [Fact]
    public async Task Deeply_nested_metadata_is_refused()
    {
        using var release = await TestRelease.SignedAsync();
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
        using var release = await TestRelease.SignedAsync();
        File.Delete(release["release.json"]);
        var made = await new ProcessRunner().RunAsync(
            new ProcessRequest { Program = "mkfifo", Arguments = [release["release.json"]] },
            TestContext.Current.CancellationToken
        );
        Assert.Equal(0, made.ExitCode);

        await release.AssertRefusedAsync(RefusalCode.Malformed, "release.json");
    }

    [Fact]
    public void What_a_manifest_may_leave_out_is_what_its_default_says()
    {
        using var release = new TestRelease().WithContent();
        var json = JsonNode.Parse((release.Manifest() with { Files = release.Files() }).ToBytes())!;
        var image = json["images"]![0]!.AsObject();
        image.Remove("role");
        image.Remove("unreviewed");
        json["services"] = JsonNode.Parse($$"""[{"name":"a","image":"{{image["name"]}}","editions":[]}]""");

        var manifest = ReleaseManifest.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()));

        Assert.Equal(ReleaseImage.ServiceRole, manifest.Images[0].Role);
        Assert.Empty(manifest.Images[0].Unreviewed);
        Assert.Empty(manifest.Services[0].Environment);
        Assert.Equal(manifest.ToBytes(), ReleaseManifest.Parse(manifest.ToBytes()).ToBytes());
    }
}
