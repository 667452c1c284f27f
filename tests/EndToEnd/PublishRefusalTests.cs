using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Phederation.Containers.Engine;
using Phederation.EndToEnd.Support;
using Phederation.Processes;
using Phederation.Site;
using Phederation.Testing;
using Phederation.Trust.Keys;
using Phederation.Trust.Verdicts;

namespace Phederation.EndToEnd;

/// <summary>Publish judges by itself: no way around a target leads to a release.</summary>
[Collection(ReleaseCollection.Name)]
public sealed class PublishRefusalTests(PublishedRelease release)
{
    private const string Image = "honeur/postgres:2.0.0";

    [Fact]
    public async Task Publish_that_skips_everything_on_an_empty_state_makes_nothing()
    {
        using var folder = new TempFolder();
        var empty = new Checkout(folder.Path);

        var result = await empty.BuildAsync("Publish", "--skip");

        Assert.NotEqual(0, result.ExitCode);
        Assert.False(Directory.Exists(empty.Release), result.Text());
    }

    [Fact]
    public async Task Publish_refuses_a_tree_that_differs_from_its_commit_unless_it_is_told_otherwise()
    {
        var stray = Path.Combine(Repository.Root, $"stray-{Guid.NewGuid():N}.txt");
        await File.WriteAllTextAsync(stray, "not of the commit", TestContext.Current.CancellationToken);
        try
        {
            AssertRefused(
                await release.Checkout.BuildPlainAsync("Publish", "--skip", "--images", "postgres"),
                "--allow-dirty",
                "working tree"
            );
        }
        finally
        {
            File.Delete(stray);
        }
    }

    [Fact]
    public async Task Publish_refuses_without_the_audits_verdict()
    {
        await using var restored = await Restored.KeepAsync(release.Checkout.Verdict("audit"));
        File.Delete(release.Checkout.Verdict("audit"));

        AssertRefused(await SkippingAsync(), "audit", "there is no verdict");
    }

    [Fact]
    public async Task Publish_refuses_without_the_replays_verdict()
    {
        await using var restored = await Restored.KeepAsync(release.Checkout.Verdict("replay"));
        File.Delete(release.Checkout.Verdict("replay"));

        AssertRefused(await SkippingAsync(), "replay", "there is no verdict");
    }

    [Fact]
    public async Task Publish_refuses_a_forged_verdict()
    {
        var path = release.Checkout.Verdict("replay");
        await using var restored = await Restored.KeepAsync(path);
        var envelope = JsonNode.Parse(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken))!;
        var payload = JsonNode.Parse(Convert.FromBase64String((string)envelope["payload"]!))!;
        payload["details"]!["denials"] = "none, believe me";
        envelope["payload"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(payload.ToJsonString()));
        await File.WriteAllTextAsync(path, envelope.ToJsonString(), TestContext.Current.CancellationToken);

        AssertRefused(await SkippingAsync(), "replay", "no trusted key has signed it");
    }

    [Fact]
    public async Task Publish_refuses_a_verdict_signed_with_another_trust_root()
    {
        var path = release.Checkout.Verdict("replay");
        await using var restored = await Restored.KeepAsync(path);
        using var folder = new TempFolder();
        using var foreign = LocalTrustRoot.OpenOrCreate(folder.Path);
        await ResignAsync(path, foreign, verdict => verdict);

        AssertRefused(await SkippingAsync(), "replay", "no trusted key has signed it");
    }

    [Fact]
    public async Task Publish_refuses_a_stale_verdict()
    {
        var path = release.Checkout.Verdict("trace");
        await using var restored = await Restored.KeepAsync(path);
        using var keys = LocalTrustRoot.OpenOrCreate(release.Checkout.State);
        await ResignAsync(path, keys, verdict => verdict with { Time = verdict.Time - TimeSpan.FromDays(8) });

        AssertRefused(await SkippingAsync(), "trace", "days old");
    }

    [Fact]
    public async Task Publish_refuses_a_failed_gate()
    {
        var path = release.Checkout.Verdict("profile");
        await using var restored = await Restored.KeepAsync(path);
        using var keys = LocalTrustRoot.OpenOrCreate(release.Checkout.State);
        await ResignAsync(path, keys, verdict => verdict with { Passed = false });

        AssertRefused(await SkippingAsync(), "profile", "was not passed");
    }

    [Fact]
    public async Task Publish_refuses_an_image_that_was_changed_after_the_gates()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var engine = EngineClient.Connect(EngineEndpoint.FromEnvironment(Environment.GetEnvironmentVariable));
        var judged = (await engine.Images.InspectAsync(Image, cancellationToken))!.Id;
        try
        {
            await engine.Images.TagAsync("honeur/base:1.0.0", Image, cancellationToken);
            AssertRefused(await SkippingAsync(), "trace", "the image is now");
        }
        finally
        {
            await engine.Images.TagAsync(judged, Image, CancellationToken.None);
        }
    }

    [Fact]
    public async Task Publish_refuses_a_profile_that_was_edited_after_the_replay()
    {
        var path = Path.Combine(release.Checkout.Output, "profiles", "postgres", "seccomp.json");
        await using var restored = await Restored.KeepAsync(path);
        var profile = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(path, profile.Replace("\"accept4\"", "\"ptrace\""), TestContext.Current.CancellationToken);

        AssertRefused(await SkippingAsync(), "replay", "the profile changed");
    }

    private Task<ProcessResult> SkippingAsync() => release.Checkout.BuildAsync("Publish", "--skip");

    private static void AssertRefused(ProcessResult result, params string[] texts)
    {
        Assert.True(result.ExitCode == ExitCode.Refused, result.Text());
        Assert.All(texts, text => Assert.Contains(text, result.Text(), StringComparison.Ordinal));
    }

    private static async Task ResignAsync(string path, TrustKeys keys, Func<Verdict, Verdict> change)
    {
        using var envelope = JsonDocument.Parse(await File.ReadAllBytesAsync(path));
        var payload = Convert.FromBase64String(envelope.RootElement.GetProperty("payload").GetString()!);
        var verdict = JsonSerializer.Deserialize<Verdict>(payload, JsonSerializerOptions.Web)!;
        await File.WriteAllBytesAsync(path, VerdictSigner.Sign(change(verdict), keys.Verdict));
    }
}
