using System.Text.Json;
using Phederation.Pipeline.Reporting;
using Phederation.Pipeline.Stages;
using Phederation.Processes;
using Phederation.Site;
using Phederation.Testing;
using Phederation.Testing.Containers;

namespace Phederation.Pipeline.Tests.Stages;

public sealed class PatchStageTests
{
    private const string Policy = """
        security-max-age-days = 14
        other-max-age-days = 90
        release-support = "long-term"
        ended-support = "refuse"

        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Image_with_an_old_package_is_refused_with_reports_and_waived_until_the_waiver_expires()
    {
        Requires.Program("apt-get");
        await using var scope = await EngineScope.OpenAsync(Cancellation);
        using var folder = new TempFolder();
        var status = SmallImage.Package("libssl3", "3.0.15-1~deb12u1", "openssl");
        var id = await SmallImage.WithStatusAsync(scope, status, Cancellation);
        var stage = Stage(scope, folder);

        folder.Write("images/patch-policy.toml", Policy);
        var refusal = await Assert.ThrowsAsync<PipelineException>(() => stage.RunAsync(id, Cancellation));

        Assert.Equal(ExitCode.GateFailed, refusal.ExitCode);
        var json = await File.ReadAllBytesAsync(folder["output/patches/patches.json"], Cancellation);
        using var report = JsonDocument.Parse(json);
        var image = Assert.Single(report.RootElement.GetProperty("images").EnumerateArray());
        Assert.False(image.GetProperty("passed").GetBoolean());
        Assert.Equal("libssl3", image.GetProperty("unpatched")[0].GetProperty("name").GetString());
        Assert.NotEqual(0, image.GetProperty("cves").GetInt32());
        Assert.Contains(
            "REFUSED",
            await File.ReadAllTextAsync(folder["output/patches/patches.txt"], Cancellation),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "libssl3",
            await File.ReadAllTextAsync(folder["output/patches/patches.html"], Cancellation),
            StringComparison.Ordinal
        );

        folder.Write("images/patch-policy.toml", Policy + Waiver("2999-12-31"));
        var waived = Assert.Single(await stage.RunAsync(id, Cancellation));

        Assert.True(waived is { Passed: true, Packages: 1, Unpatched: 1, Security: 1, Refused: 0, Waived: 1 });
        Assert.Equal(id, waived.ImageId);
        Assert.Equal(waived.FoundSha256, Assert.Single(await stage.JudgeAsync(id, Cancellation)).FoundSha256);

        folder.Write("images/patch-policy.toml", Policy + Waiver("2020-01-01"));
        var expired = Assert.Single(await stage.JudgeAsync(id, Cancellation));
        Assert.False(expired.Passed);
        Assert.NotEqual(waived.FoundSha256, expired.FoundSha256);
    }

    [Fact(Timeout = 60_000)]
    public async Task Image_that_is_not_there_is_missing()
    {
        await using var scope = await EngineScope.OpenAsync(Cancellation);
        using var folder = new TempFolder();
        folder.Write("images/patch-policy.toml", Policy);

        var fault = await Assert.ThrowsAnyAsync<Exception>(() => Stage(scope, folder).RunAsync("phederation-test/absent:1", Cancellation));

        Assert.Equal(ExitCode.Missing, PipelineExitCodes.For(fault));
        Assert.False(Directory.Exists(folder["output/patches"]));
    }

    private static string Waiver(string expires) =>
        $"[[waiver]]\npackage = \"openssl\"\nreason = \"why\"\nowner = \"who\"\nexpires = {expires}\n";

    private static PatchStage Stage(EngineScope scope, TempFolder folder)
    {
        var options = new PipelineOptions
        {
            Root = folder.Path,
            Output = folder["output"],
            State = folder["state"],
            Version = "0.0.0",
        };
        return new PatchStage(options, new PipelineTools(scope.Engine, new ProcessRunner(), new SilentReport(), TimeProvider.System));
    }

    private sealed class SilentReport : IPipelineReport
    {
        public void Line(string text) { }

        public void Warning(string text) { }

        public void Progress(string text) { }
    }
}
