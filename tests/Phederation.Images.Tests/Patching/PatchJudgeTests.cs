using Phederation.Images.Patching;

namespace Phederation.Images.Tests.Patching;

public sealed class PatchJudgeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private static readonly PatchPolicy Policy = new()
    {
        SecurityMaxAgeDays = 7,
        OtherMaxAgeDays = 30,
        CountsLongTermSupport = true,
        RefusesEndedSupport = true,
    };

    [Theory]
    [InlineData(7, true, true)]
    [InlineData(8, true, false)]
    [InlineData(8, false, true)]
    [InlineData(30, false, true)]
    [InlineData(31, false, false)]
    public void Age_decides_by_the_kind_of_update(int days, bool isSecurity, bool passes) =>
        Assert.Equal(passes, new PatchJudge(Policy, Now).Judge(Image(Unpatched(days, isSecurity))).Passed);

    [Fact]
    public void Update_of_unknown_age_is_refused() => Assert.False(new PatchJudge(Policy, Now).Judge(Image(Unpatched(null, false))).Passed);

    [Fact]
    public void Cve_ids_make_a_security_update_wherever_it_is_served() =>
        Assert.False(new PatchJudge(Policy, Now).Judge(Image(Unpatched(8, false) with { Cves = ["CVE-2026-1"] })).Passed);

    [Theory]
    [InlineData("openssl", "2026-11-25", true)]
    [InlineData("libssl3", "2027-01-01", true)]
    [InlineData("openssl", "2026-11-24", false)]
    [InlineData("gnutls28", "2027-01-01", false)]
    public void Waiver_holds_until_its_last_day(string package, string expires, bool passes)
    {
        var waiver = new PatchWaiver(package, [], "why", "who", DateOnly.Parse(expires), "p.toml:6:1");

        var judged = new PatchJudge(Policy with { Waivers = [waiver] }, Now).Judge(Image(Unpatched(100, true)));

        Assert.Equal(passes, judged.Passed);
        Assert.Equal(passes, judged.Findings.Any(finding => finding.Judgement == PatchJudgement.Waived));
        Assert.Equal(
            expires == "2026-11-24",
            judged.Findings.Any(finding => finding.Text.Contains("p.toml:6:1: the waiver of openssl expired", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Waiver_of_another_image_has_no_effect()
    {
        var waiver = new PatchWaiver("openssl", ["other"], "why", "who", DateOnly.MaxValue, "p.toml:6:1");

        Assert.False(new PatchJudge(Policy with { Waivers = [waiver] }, Now).Judge(Image(Unpatched(100, true))).Passed);
    }

    [Theory]
    [InlineData("2026-11-25", true, false)]
    [InlineData("2026-11-25", false, true)]
    [InlineData("2026-11-26", true, true)]
    [InlineData(null, true, true)]
    public void Ended_support_is_refused_from_its_day_on(string? ended, bool refuses, bool passes)
    {
        var finding = new SupportFinding("suricata", "suricata", "1", ended is null ? null : DateOnly.Parse(ended), "abandoned");

        var judged = new PatchJudge(Policy with { RefusesEndedSupport = refuses }, Now).Judge(Image() with { Support = [finding] });

        Assert.Equal(passes, judged.Passed);
        Assert.Contains(judged.Findings, told => told.Text.Contains("abandoned", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, "2026-07-11", "2028-06-30", true)]
    [InlineData(false, "2026-07-11", "2028-06-30", false)]
    [InlineData(true, "2024-08-14", "2026-08-31", false)]
    [InlineData(false, null, null, true)]
    public void End_of_the_release_is_judged_by_the_support_that_counts(bool countsLongTerm, string? regular, string? longTerm, bool passes)
    {
        static DateOnly? Day(string? text) => text is null ? null : DateOnly.Parse(text);
        var image = Image() with { Release = new ReleaseSupport("bookworm", Day(regular), Day(longTerm)) };

        Assert.Equal(passes, new PatchJudge(Policy with { CountsLongTermSupport = countsLongTerm }, Now).Judge(image).Passed);
    }

    [Fact]
    public void Package_that_nobody_serves_is_refused() =>
        Assert.False(new PatchJudge(Policy, Now).Judge(Image() with { Unserved = ["own-build"] }).Passed);

    [Fact]
    public void Page_encodes_what_images_say_and_needs_nothing_from_elsewhere()
    {
        const string hostile = "<script>alert('x')</script>";
        var image = Image(Unpatched(3, true) with { Name = hostile }) with { Reference = hostile, Distribution = hostile };
        var report = new PatchReport(Now, Policy, [new PatchJudge(Policy, Now).Judge(image)]);

        var page = System.Text.Encoding.UTF8.GetString(PatchPage.Write(report));

        Assert.DoesNotContain(hostile, page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("<script>").Length);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
    }

    private static UnpatchedPackage Unpatched(int? days, bool isSecurity) =>
        new()
        {
            Name = "libssl3",
            Source = "openssl",
            Installed = "1",
            Candidate = "2",
            FromSecurity = isSecurity,
            Since = days is { } age ? Now.AddDays(-age) : null,
        };

    private static ImagePatches Image(params UnpatchedPackage[] unpatched) =>
        new()
        {
            Name = "base",
            Reference = "honeur/base:1.0.0",
            ImageId = "sha256:0",
            Distribution = "Debian",
            Release = new ReleaseSupport("bookworm", null, null),
            PackageCount = 1,
            Unpatched = unpatched,
            Support = [],
            Unserved = [],
        };
}
