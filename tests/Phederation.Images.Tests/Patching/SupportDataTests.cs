using Phederation.Images.Installed;
using Phederation.Images.Patching;

namespace Phederation.Images.Tests.Patching;

public sealed class SupportDataTests
{
    private static readonly SupportData Data = SupportData.Of(
        new Dictionary<string, string>
        {
            ["debian.csv"] =
                "version,codename,series,created,release,eol,eol-lts\n12,Bookworm,bookworm,2021-08-14,2023-06-10,2026-07-11,2028-06-30\n14,Forky,forky,2025-08-09\n",
            ["security-support-ended.deb12"] =
                "# comment\n\nphp-horde.*\t0\t\t2025-03-22\tincompatible\nsuricata 1:6 2026-04-30 abandoned\n[bad 0 2020-01-01 x\n",
            ["security-support-limited"] = "golang.* see the notes\n",
        }
    );

    [Fact]
    public void Patterns_name_whole_source_packages()
    {
        var findings = Data.Findings(
            [Package("a", "php-horde-core"), Package("b", "suricata"), Package("c", "suricata-update"), Package("d", "golang-1.19")],
            "12"
        );

        Assert.Equal(
            ["a 2025-03-22", "b 2026-04-30", "d limited"],
            findings.Select(finding => $"{finding.Package} {finding.Ended?.ToString("yyyy-MM-dd") ?? "limited"}")
        );
        Assert.Equal("abandoned", findings[1].Why);
    }

    [Fact]
    public void Release_has_both_ends_and_one_that_is_not_out_has_none()
    {
        Assert.Equal(new ReleaseSupport("bookworm", new DateOnly(2026, 7, 11), new DateOnly(2028, 6, 30)), Data.Release("bookworm"));
        Assert.Equal(new ReleaseSupport("forky", null, null), Data.Release("forky"));
        Assert.Throws<ImageException>(() => Data.Release("unknown"));
    }

    private static InstalledPackage Package(string name, string source) =>
        new()
        {
            Name = name,
            Version = "1",
            Architecture = "all",
            Source = source,
            SourceVersion = "1",
        };
}
