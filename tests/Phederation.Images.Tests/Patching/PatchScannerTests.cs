using System.Text.RegularExpressions;
using Phederation.Images.Patching;
using Phederation.Processes;
using Phederation.Testing;
using Phederation.Testing.Containers;

namespace Phederation.Images.Tests.Patching;

public sealed partial class PatchScannerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Old_openssl_is_reported_with_the_cve_ids_of_the_missed_versions()
    {
        await using var scope = await OpenAsync();
        var old = SmallImage.Package("libssl3", "3.0.15-1~deb12u1", "openssl") + SmallImage.Package("netbase", "99:1");

        var patches = await ScanAsync(scope, await SmallImage.WithStatusAsync(scope, old, Cancellation));

        var openssl = Assert.Single(patches.Unpatched);
        Assert.Equal(("libssl3", "openssl", "3.0.15-1~deb12u1"), (openssl.Name, openssl.Source, openssl.Installed));
        Assert.True(DebianVersion.Compare(openssl.Candidate, openssl.Installed) > 0);
        Assert.True(openssl.IsSecurity && openssl.MissedVersions > 0 && openssl.IsHistoryComplete);
        Assert.Contains("CVE-2024-13176", openssl.Cves);

        // Mended in the version that the image has: no longer open.
        Assert.DoesNotContain("CVE-2024-5535", openssl.Cves);
        Assert.True(openssl.Since > new DateTimeOffset(2024, 10, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(2, patches.PackageCount);
        Assert.Equal("bookworm", patches.Release.Codename);
        Assert.NotNull(patches.Release.LongTermEnd);
    }

    [Fact(Timeout = 300_000)]
    public async Task Image_with_what_the_distribution_serves_is_clean()
    {
        await using var scope = await OpenAsync();
        var candidate = (
            await ScanAsync(scope, await SmallImage.WithStatusAsync(scope, SmallImage.Package("libssl3", "1", "openssl"), Cancellation))
        )
            .Unpatched[0]
            .Candidate;

        var patches = await ScanAsync(
            scope,
            await SmallImage.WithStatusAsync(scope, SmallImage.Package("libssl3", candidate, "openssl"), Cancellation)
        );

        Assert.Empty(patches.Unpatched);
        Assert.Empty(patches.Unserved);
    }

    [Fact(Timeout = 300_000)]
    public async Task Ended_support_and_packages_of_nobody_are_seen()
    {
        await using var scope = await OpenAsync();
        var status = SmallImage.Package("suricata", "99:1") + SmallImage.Package("phederation-own-build", "1");

        var patches = await ScanAsync(scope, await SmallImage.WithStatusAsync(scope, status, Cancellation));

        Assert.Contains(
            patches.Support,
            finding => finding is { Package: "suricata", Ended: { } } && finding.HasEnded(new DateOnly(2026, 5, 1))
        );
        Assert.Contains("phederation-own-build", patches.Unserved);
    }

    // A second opinion: apt's own solver, over the same status.
    [Fact(Timeout = 300_000)]
    public async Task What_apt_would_upgrade_is_found()
    {
        await using var scope = await OpenAsync();
        using var folder = new TempFolder();
        var status =
            SmallImage.Package("libssl3", "3.0.15-1~deb12u1", "openssl")
            + SmallImage.Package("zlib1g", "1:1.2.11.dfsg-1", "zlib")
            + SmallImage.Package("tzdata", "2020a-1");
        var found = await ScanAsync(scope, await SmallImage.WithStatusAsync(scope, status, Cancellation));

        var apt = Path.Combine(SharedImages.CacheFolder, "apt/bookworm-amd64/apt.conf");
        var request = new ProcessRequest
        {
            Program = Requires.Program("apt-get"),
            Arguments = ["-s", "-o", $"Dir::State::status={folder.Write("status", status)}", "dist-upgrade"],
            Environment = new Dictionary<string, string?> { ["APT_CONFIG"] = apt, ["LC_ALL"] = "C.UTF-8" },
            TimeLimit = TimeSpan.FromMinutes(2),
        };
        var simulated = (await new ProcessRunner().RunAsync(request, Cancellation)).EnsureSuccess(request);

        // "Inst libssl3 [3.0.15-1~deb12u1] (3.0.22-1~deb12u2 …"; without the bracket it would be installed anew.
        var upgraded = Upgraded().Matches(simulated.Output).Select(match => $"{match.Groups["name"]} {match.Groups["version"]}").ToList();
        Assert.Contains(upgraded, line => line.StartsWith("libssl3 ", StringComparison.Ordinal));
        Assert.Equal(upgraded.Order(StringComparer.Ordinal), found.Unpatched.Select(package => $"{package.Name} {package.Candidate}"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Mirror_that_does_not_answer_is_an_error_and_never_clean()
    {
        await using var scope = await OpenAsync();
        using var folder = new TempFolder();
        folder.Write("host/sources.list", "deb http://127.0.0.1:1/debian bookworm main\n");
        var id = await SmallImage.WithStatusAsync(scope, SmallImage.Package("libssl3", "1", "openssl"), Cancellation);
        var scanner = new PatchScanner(scope.Engine, new ProcessRunner(), folder["cache"], folder["host"]);

        var fault = await Assert.ThrowsAsync<ImageException>(() => scanner.ScanAsync([new PatchSubject("x", "x", id)], null, Cancellation));

        Assert.Equal(ImageFault.PackageServiceFailed, fault.Fault);
        Assert.Contains("127.0.0.1", fault.Message, StringComparison.Ordinal);
        Assert.Contains("can't be judged", fault.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("ID=alpine\nVERSION_CODENAME=x\n", "Package: a\nVersion: 1\nArchitecture: all\n", "only a release of Debian can be judged")]
    [InlineData(SmallImage.Bookworm, "", "it holds no record of its packages")]
    [InlineData(
        SmallImage.Bookworm,
        "Package: $(id)\nVersion: 1\nArchitecture: all\n",
        "/var/lib/dpkg/status:1:1: the package status is malformed"
    )]
    [InlineData("ID=debian\nVERSION_CODENAME=../../etc\n", "Package: a\nVersion: 1\nArchitecture: all\n", "can't be judged")]
    public async Task Image_that_can_not_be_judged_is_an_error(string release, string status, string message)
    {
        await using var scope = await OpenAsync();
        var id = await SmallImage.LoadAsync(
            scope,
            Cancellation,
            layer => SmallImage.Add(SmallImage.Add(layer, "etc/os-release", release), "var/lib/dpkg/status", status)
        );

        var fault = await Assert.ThrowsAsync<ImageException>(() => ScanAsync(scope, id));

        Assert.Equal(ImageFault.MalformedImage, fault.Fault);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    private static Task<EngineScope> OpenAsync()
    {
        Requires.Program("apt-get");
        Requires.Program("dpkg-deb");
        return EngineScope.OpenAsync(Cancellation);
    }

    private static async Task<ImagePatches> ScanAsync(EngineScope scope, string imageId)
    {
        var scanner = new PatchScanner(scope.Engine, new ProcessRunner(), SharedImages.CacheFolder);
        return Assert.Single(await scanner.ScanAsync([new PatchSubject("test", "test", imageId)], null, Cancellation));
    }

    [GeneratedRegex(@"^Inst (?<name>\S+) \[[^]]+\] \((?<version>\S+) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Upgraded();
}
