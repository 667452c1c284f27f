using System.Text.Json;
using Phederation.Containers.Oci;
using Phederation.Processes;
using Phederation.Site.Tests.Fixtures;
using Phederation.Trust.Releases;

namespace Phederation.Site.Tests.Launcher;

/// <summary>Whatever is done to a release folder: the launcher refuses it, and starts nothing of it.</summary>
public sealed class LauncherRefusalTests(ReleaseMaker maker)
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private static readonly Dictionary<string, Func<ReleasedSite, Task>> Attacks = new()
    {
        ["another profile"] = site => WriteAsync(site[ReleaseLayout.Profile(site.Site.Service)], """{"defaultAction":"SCMP_ACT_ALLOW"}"""),
        ["a profile with one space more"] = site => AppendAsync(site[ReleaseLayout.Profile(site.Site.Service)], " "),
        ["no profile"] = site => DeleteAsync(site[ReleaseLayout.Profile(site.Site.Service)]),
        ["a limit raised in release.json"] = site => ReplaceAsync(site["release.json"], "\"pidsLimit\": 40", "\"pidsLimit\": 41"),
        ["a port added to release.json"] = site => ReplaceAsync(site["release.json"], "\"containerPort\": 8080", "\"containerPort\": 8081"),
        ["no release metadata"] = site => DeleteAsync(site["trust/release/timestamp.json"]),
        ["a signature changed"] = site => FlipAsync(site["trust/release/targets.json"], "\"sig\":\""),
        ["an image signature removed"] = site => DeleteAsync(site[ReleaseLayout.ImageTrust(site.Site.Service) + "/targets.json"]),
        ["a layer changed"] = async site => await FlipBlobAsync(site, "layer"),
        ["a configuration changed"] = async site => await FlipBlobAsync(site, "config"),
        ["a manifest changed"] = async site => await FlipBlobAsync(site, "manifest"),
        ["another image in the layout"] = site => SwapImageAsync(site),
        ["a file added"] = site => WriteAsync(site["images/extra"], "x"),
        ["a second image added"] = site => WriteAsync(site[$"images/{site.Site.Service}/blobs/sha256/{new string('0', 64)}"], "x"),
        ["a link added"] = site => LinkAsync(site["images/link"], "/etc/passwd"),
        ["a file replaced by a link to its like"] = site => LinkAsync(site, ReleaseLayout.Profile(site.Site.Service)),
        ["a folder replaced by a link to its like"] = site => LinkAsync(site, "profiles"),
        ["another launcher"] = site => AppendAsync(site["launcher/linux-x64/phederation"], "!"),
        ["release.json of another format"] = site => ReplaceAsync(site["release.json"], "\"schema\": 1", "\"schema\": 2"),
        ["release.json that is no JSON"] = site => WriteAsync(site["release.json"], "{"),
        ["release.json of terrible depth"] = site => WriteAsync(site["release.json"], new string('[', 100_000)),
    };

    public static TheoryData<string> AttackNames => [.. Attacks.Keys];

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(AttackNames))]
    public async Task A_release_that_was_changed_is_refused(string attack)
    {
        await using var site = await ReleasedSite.OpenAsync(maker, Token);
        await Attacks[attack](site);
        await AssertRefusedAsync(site);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("trace")]
    [InlineData("profile")]
    [InlineData("replay")]
    public async Task A_release_without_the_verdict_of_a_gate_is_refused(string gate)
    {
        await using var site = await ReleasedSite.OpenAsync(maker, Token);
        Directory.Delete(site.Folder, recursive: true);
        await maker.MakeAsync(site.Folder, site.Site, missingGates: [gate], cancellationToken: Token);
        await AssertRefusedAsync(site, "[gate-missing]");
    }

    [Fact(Timeout = 300_000)]
    public async Task A_release_of_another_root_key_is_refused()
    {
        await using var site = await ReleasedSite.OpenAsync(maker, Token);
        await AssertRefusedAsync(site, "[unknown-root]", "--root-key-id", new string('a', 64));
    }

    [Fact(Timeout = 300_000)]
    public async Task A_launcher_without_a_pin_refuses_every_release()
    {
        await using var site = await ReleasedSite.OpenAsync(maker, Token);
        var result = await LauncherRun.RunAsync(["up", "--release", site.Folder, "--state", site.Site.State.Path], Token);
        LauncherTests.AssertExit(ExitCode.Refused, result, "no root key is built into it", "--root-key-id");
    }

    [Fact(Timeout = 300_000)]
    public async Task A_running_site_goes_on_when_its_release_folder_is_changed_and_the_change_is_shown()
    {
        await using var site = await ReleasedSite.OpenAsync(maker, Token);
        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"));
        var before = await site.Site.ContainerAsync(Token);
        await AppendAsync(site[ReleaseLayout.Profile(site.Site.Service)], " ");
        LauncherTests.AssertExit(ExitCode.Refused, await site.RunAsync(Token, "up"), "refused");
        LauncherTests.AssertExit(ExitCode.Refused, await site.RunAsync(Token, "status"), "release refused", "running");
        Assert.Equal(before.State.StartedAt, (await site.Site.ContainerAsync(Token)).State.StartedAt);
        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "down"));
    }

    [Fact(Timeout = 300_000)]
    public async Task Another_image_under_the_released_tag_is_never_run()
    {
        await using var site = await ReleasedSite.OpenAsync(maker, Token);
        var reference = $"phederation-test/{site.Site.Service}:1.0.0";
        await site.Site.Scope.Engine.Images.TagAsync(site.Site.Scope.ImageId, reference, Token);
        LauncherTests.AssertExit(ExitCode.Success, await site.RunAsync(Token, "up"));
        Assert.NotEqual(site.Site.Scope.ImageId, (await site.Site.ContainerAsync(Token)).Image);
    }

    [Fact(Timeout = 300_000)]
    public async Task Names_of_others_are_not_touched()
    {
        await using var site = await ReleasedSite.OpenAsync(maker, Token);
        var foreign = site.Site.Scope.Request("/bin/sleep", "600") with { Name = site.Site.Service };
        var id = await site.Site.Scope.Engine.Containers.CreateAsync(foreign, Token);
        await site.Site.Scope.Engine.Containers.StartAsync(id, Token);
        LauncherTests.AssertExit(ExitCode.Conflict, await site.RunAsync(Token, "up"), "nothing was touched", "docker rename");
        Assert.Equal("running", (await site.Site.Scope.Engine.Containers.InspectAsync(id, Token))?.State.Status);
    }

    private static async Task AssertRefusedAsync(ReleasedSite site, string expected = "refused", params string[] options)
    {
        var verify = await site.RunAsync(Token, ["verify", .. options]);
        LauncherTests.AssertExit(ExitCode.Refused, verify, expected, "FAIL", "mend:");
        var json = await site.RunAsync(Token, ["verify", "--output", "json", .. options]);
        Assert.Equal(ExitCode.Refused, json.ExitCode);
        using (var report = JsonDocument.Parse(json.Output))
        {
            Assert.False(report.RootElement.GetProperty("isVerified").GetBoolean());
            Assert.NotEmpty(report.RootElement.GetProperty("refusals").EnumerateArray());
        }

        LauncherTests.AssertExit(ExitCode.Refused, await site.RunAsync(Token, ["up", .. options]), expected);
        var engine = site.Site.Scope.Engine;
        Assert.Null(await engine.Containers.InspectAsync(site.Site.Service, Token));
        Assert.Null(await engine.Volumes.InspectAsync(site.Site.Volume, Token));
        Assert.Empty(await engine.Images.ListAsync([site.Site.Scope.LabelFilter], Token));
        Assert.False(Directory.Exists(site.Site.State.SecretsFolder));
    }

    private static Task WriteAsync(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return File.WriteAllTextAsync(path, text, Token);
    }

    private static Task AppendAsync(string path, string text) => File.AppendAllTextAsync(path, text, Token);

    private static Task DeleteAsync(string path)
    {
        Assert.True(File.Exists(path), path);
        File.Delete(path);
        return Task.CompletedTask;
    }

    private static async Task ReplaceAsync(string path, string old, string text)
    {
        var content = await File.ReadAllTextAsync(path, Token);
        Assert.Contains(old, content);
        await File.WriteAllTextAsync(path, content.Replace(old, text, StringComparison.Ordinal), Token);
    }

    private static async Task FlipAsync(string path, string after)
    {
        var content = await File.ReadAllTextAsync(path, Token);
        var index = content.IndexOf(after, StringComparison.Ordinal) + after.Length;
        Assert.True(index > after.Length, content);
        var changed = content[..index] + (content[index] == 'A' ? 'B' : 'A') + content[(index + 1)..];
        await File.WriteAllTextAsync(path, changed, Token);
    }

    private static async Task FlipBlobAsync(ReleasedSite site, string which)
    {
        var layout = $"images/{site.Site.Service}";
        var index = OciDocument.ParseIndex(await File.ReadAllBytesAsync(site[$"{layout}/index.json"], Token));
        var digest = index.Manifests[0].Digest;
        if (which != "manifest")
        {
            var manifest = OciDocument.ParseManifest(await File.ReadAllBytesAsync(site[$"{layout}/blobs/sha256/{digest.Hex}"], Token));
            digest = which == "config" ? manifest.Config.Digest : manifest.Layers[0].Digest;
        }

        var path = site[$"{layout}/blobs/sha256/{digest.Hex}"];
        var bytes = await File.ReadAllBytesAsync(path, Token);
        bytes[^2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Token);
    }

    /// <summary>A layout that is right in itself, of another image than the signed one.</summary>
    private static async Task SwapImageAsync(ReleasedSite site)
    {
        var layout = site[$"images/{site.Site.Service}"];
        Directory.Delete(layout, recursive: true);
        await site.Site.Images.WriteAsync(layout, "echo owned; sleep 600", "swapped");
    }

    private static Task LinkAsync(string path, string target)
    {
        File.CreateSymbolicLink(path, target);
        return Task.CompletedTask;
    }

    private static Task LinkAsync(ReleasedSite site, string path)
    {
        var elsewhere = site.Site.Temp["elsewhere"];
        if (Directory.Exists(site[path]))
        {
            Directory.Move(site[path], elsewhere);
            Directory.CreateSymbolicLink(site[path], elsewhere);
        }
        else
        {
            File.Move(site[path], elsewhere);
            File.CreateSymbolicLink(site[path], elsewhere);
        }

        return Task.CompletedTask;
    }
}
