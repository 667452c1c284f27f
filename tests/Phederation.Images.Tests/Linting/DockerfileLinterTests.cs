using Phederation.Images.Catalogue;
using Phederation.Images.Linting;
using Phederation.Testing;

namespace Phederation.Images.Tests.Linting;

public sealed class DockerfileLinterTests
{
    private static readonly DateOnly Today = new(2026, 1, 31);
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Phederation.Images.Tests", "Linting");

    public static TheoryData<string> Bad => [.. Cases("bad")];

    public static TheoryData<string> Good => [.. Cases("good")];

    [Theory]
    [MemberData(nameof(Bad))]
    public void Bad_dockerfile_has_its_finding_at_its_place_and_no_other(string name)
    {
        var folder = Path.Combine(Folder, "bad", name);
        var expected = File.ReadAllText(Path.Combine(folder, "expect.txt")).Trim();

        var findings = DockerfileLinter.Lint(LintSubject.Load(DockerfileIn(folder)), Today);

        // An expired waiver does not hide what it was for.
        var others = findings.Where(finding => !(name == "PHD901" && finding.Rule.Id == "PHD307"));
        Assert.Equal(
            [expected],
            others.Select(finding =>
                $"{finding.Rule.Id} {Path.GetRelativePath(folder, finding.Location.File)}:{finding.Location.Line}:{finding.Location.Column}"
            )
        );
        Assert.All(findings, finding => Assert.Contains("; ", finding.Message, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void Good_dockerfile_has_no_finding(string name) =>
        Assert.Empty(
            DockerfileLinter
                .Lint(LintSubject.Load(DockerfileIn(Path.Combine(Folder, "good", name))), Today)
                .Where(finding => finding.WaivedBecause is null)
                .Select(finding => finding.ToString())
        );

    [Fact]
    public void Every_rule_has_a_bad_dockerfile() =>
        Assert.Equal(LintRules.All.Select(rule => rule.Id), Cases("bad").Select(name => name.Split('-')[0]).Distinct());

    [Fact]
    public void Rules_are_named_once_and_say_why_and_how_to_mend()
    {
        Assert.Equal(LintRules.All.Count, LintRules.All.Select(rule => rule.Id).Distinct().Count());
        Assert.Equal(LintRules.All.Count, LintRules.All.Select(rule => rule.Name).Distinct().Count());
        Assert.Equal(LintRules.All.Select(rule => rule.Id).Order(StringComparer.Ordinal), LintRules.All.Select(rule => rule.Id));
        Assert.All(
            LintRules.All,
            rule =>
            {
                Assert.EndsWith(".", rule.Why, StringComparison.Ordinal);
                Assert.Matches("[.…]$", rule.Mend);
            }
        );
    }

    [Fact]
    public void Own_dockerfiles_are_clean()
    {
        var catalogue = ImageCatalogue.Load(SharedImages.ImagesFolder);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

        var findings = catalogue
            .Where(image => image.DockerfilePath is not null)
            .SelectMany(image => DockerfileLinter.Lint(LintSubject.Of(image, catalogue), today));

        Assert.Empty(findings.Where(finding => finding.WaivedBecause is null).Select(finding => finding.ToString()));
    }

    [Fact]
    public void Waived_finding_keeps_its_reason_until_the_day_after_the_last()
    {
        var subject = LintSubject.Load(DockerfileIn(Path.Combine(Folder, "good", "waived")));

        var onTheDay = DockerfileLinter.Lint(subject, Today);
        Assert.Equal(
            [("PHD307", "its makefile wants to be run where it is"), ("PHD204", "the service is a shell function")],
            onTheDay.Select(finding => (finding.Rule.Id, finding.WaivedBecause!))
        );

        var after = DockerfileLinter.Lint(subject, Today.AddDays(1));
        Assert.Null(after.Single(finding => finding.Rule.Id == "PHD307").WaivedBecause);
        Assert.Contains("(owner: build-team)", after.Single(finding => finding.Rule.Id == "PHD901").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Private_key_in_a_root_file_is_found_at_its_line()
    {
        using var folder = new TempFolder();
        folder.Write("Dockerfile", "FROM scratch\nCOPY rootfs/ /\nUSER 1\nHEALTHCHECK CMD [\"x\"]\n");
        var file = folder.Write("rootfs/etc/server.conf", "tls = \"\"\"\n  -----BEGIN " + "RSA PRIVATE KEY-----\n");

        var finding = Assert.Single(DockerfileLinter.Lint(LintSubject.Load(folder["Dockerfile"]), Today));

        Assert.Equal(("PHD120", $"{file}:2:3"), (finding.Rule.Id, $"{finding.Location}"));
    }

    private static IEnumerable<string> Cases(string kind) =>
        Directory.GetDirectories(Path.Combine(Folder, kind)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private static string DockerfileIn(string folder) => Directory.GetFiles(folder, "Dockerfile", SearchOption.AllDirectories).Single();
}
