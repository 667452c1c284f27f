using System.Text.Json;
using Phederation.EndToEnd.Support;
using Phederation.Pipeline;
using Phederation.Site;

namespace Phederation.EndToEnd;

[Collection(ReleaseCollection.Name)]
public sealed class PublishTests(PublishedRelease release)
{
    [Fact]
    public void Publish_interrupted_in_the_trace_leaves_no_release_and_no_verdict()
    {
        Assert.True(release.Interrupted.ExitCode == ExitCode.Interrupted, $"{release.Interrupted.ExitCode}\n{release.Interrupted.Text()}");
        Assert.False(release.WasThereAfterTheInterruption, "a verdict or release of the interrupted run");
    }

    [Fact]
    public void Publish_run_again_makes_a_signed_release_that_says_local_loudly()
    {
        Assert.True(release.Published.ExitCode == 0, release.Published.Text());
        Assert.Contains("policy LOCAL", release.Published.Text(), StringComparison.Ordinal);
        foreach (
            var path in new[]
            {
                "release.json",
                "trust/release/timestamp.json",
                "images/postgres/index.json",
                "profiles/postgres/seccomp.json",
                "sbom/postgres.cdx.json",
                "sbom/postgres.spdx.json",
                "provenance/postgres.slsa.json",
                "images/omop-indexes-and-constraints/index.json",
            }
        )
        {
            Assert.True(File.Exists(Path.Combine(release.Checkout.Release, path)), path);
        }

        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(release.Checkout.Release, "release.json")));
        Assert.Equal("local", json.RootElement.GetProperty("policy").GetString());
        Assert.Equal(8, json.RootElement.GetProperty("verdicts").GetArrayLength());
    }

    [Fact]
    public async Task Publish_with_nothing_changed_keeps_the_release_as_it_is()
    {
        var before = await File.ReadAllBytesAsync(
            Path.Combine(release.Checkout.Release, "release.json"),
            TestContext.Current.CancellationToken
        );

        var again = await release.Checkout.BuildAsync("Publish");

        Assert.True(again.ExitCode == 0, again.Text());
        Assert.Contains("unchanged, verified", again.Text(), StringComparison.Ordinal);
        var after = await File.ReadAllBytesAsync(
            Path.Combine(release.Checkout.Release, "release.json"),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task Verify_accepts_the_release_and_refuses_it_with_a_changed_profile()
    {
        Assert.Equal(0, (await release.Checkout.BuildAsync("Verify")).ExitCode);
        var profile = Path.Combine(release.Checkout.Release, "profiles", "postgres", "seccomp.json");
        await using var restored = await Restored.KeepAsync(profile);
        await File.AppendAllTextAsync(profile, " ", TestContext.Current.CancellationToken);

        var refused = await release.Checkout.BuildAsync("Verify");

        Assert.Equal(ExitCode.Refused, refused.ExitCode);
        Assert.Contains("seccomp.json", refused.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_secret_of_the_state_is_in_the_output()
    {
        var passphrase = await File.ReadAllTextAsync(
            Path.Combine(release.Checkout.State, "trust", "local", "passphrase"),
            TestContext.Current.CancellationToken
        );
        Assert.DoesNotContain(passphrase.Trim(), release.Published.Text(), StringComparison.Ordinal);
        var needle = System.Text.Encoding.UTF8.GetBytes(passphrase.Trim());
        foreach (var file in Directory.EnumerateFiles(release.Checkout.Output, "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            Assert.True(bytes.AsSpan().IndexOf(needle) < 0, file);
        }
    }

    [Fact]
    public void The_verdicts_bind_the_tool_that_judged()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(release.Checkout.Release, "release.json")));
        Assert.StartsWith("0.1.0+", json.RootElement.GetProperty("toolVersion").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("0.1.0+", ToolVersion.Current, StringComparison.Ordinal);
    }
}
