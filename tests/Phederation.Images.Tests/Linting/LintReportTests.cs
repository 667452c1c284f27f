using System.Text.Json;
using Phederation.Images.Linting;
using Phederation.Images.Linting.Reports;
using Phederation.Testing;

namespace Phederation.Images.Tests.Linting;

public sealed class LintReportTests
{
    private static readonly DateOnly Today = new(2026, 1, 31);

    [Fact]
    public void Findings_are_lines_that_terminals_make_links_of()
    {
        using var folder = new TempFolder();

        Assert.Equal(
            [
                "a b/Dockerfile:2:5: warning PHD307: cd holds for this RUN only; write WORKDIR before (waived: so be it)",
                "a b/Dockerfile:4:1: error PHD108: the health check is taken away; add one that asks the service for an answer",
            ],
            LintReport.Lines(Findings(folder), folder.Path)
        );
    }

    [Fact]
    public void Json_has_each_finding_with_its_place()
    {
        using var folder = new TempFolder();

        using var json = JsonDocument.Parse(LintReport.Json(Findings(folder), folder.Path));

        var findings = json.RootElement.GetProperty("findings");
        Assert.Equal(2, findings.GetArrayLength());
        Assert.Equal("so be it", findings[0].GetProperty("waived").GetString());
        Assert.Equal("a b/Dockerfile", findings[1].GetProperty("file").GetString());
        Assert.Equal((4, 1), (findings[1].GetProperty("line").GetInt32(), findings[1].GetProperty("column").GetInt32()));
        Assert.False(findings[1].TryGetProperty("waived", out _));
    }

    [Fact]
    public void Sarif_has_all_rules_and_relative_places_and_is_the_same_each_time()
    {
        using var folder = new TempFolder();
        var bytes = LintReport.Sarif(Findings(folder), folder.Path, "1.2.3");

        Assert.Equal(bytes, LintReport.Sarif(Findings(folder), folder.Path, "1.2.3"));
        Assert.DoesNotContain(folder.Path, System.Text.Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(bytes);
        Assert.Equal("2.1.0", json.RootElement.GetProperty("version").GetString());
        var run = Assert.Single(json.RootElement.GetProperty("runs").EnumerateArray());
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
        Assert.Equal(LintRules.All.Select(rule => rule.Id), rules.EnumerateArray().Select(rule => rule.GetProperty("id").GetString()!));
        Assert.All(rules.EnumerateArray(), rule => Assert.NotEmpty(rule.GetProperty("help").GetProperty("text").GetString()!));
        var results = run.GetProperty("results");
        foreach (var result in results.EnumerateArray())
        {
            Assert.Equal(
                result.GetProperty("ruleId").GetString(),
                rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString()
            );
            var file = result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation");
            Assert.Equal("a%20b/Dockerfile", file.GetProperty("uri").GetString());
        }

        Assert.Equal("so be it", results[0].GetProperty("suppressions")[0].GetProperty("justification").GetString());
        Assert.Equal("error", results[1].GetProperty("level").GetString());
        Assert.False(results[1].TryGetProperty("suppressions", out _));
    }

    [Fact]
    public void Page_of_the_rules_is_up_to_date()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "images", "lint.md"));
        var table = string.Concat(
            LintRules.All.Select(rule =>
                $"| {rule.Id} | {rule.Severity.ToString().ToLowerInvariant()} | {rule.Title} | {rule.Why} | {rule.Mend} |\n"
            )
        );

        Assert.True(page.Contains(table, StringComparison.Ordinal), $"images/lint.md must have these lines:\n{table}");
    }

    private static IReadOnlyList<LintFinding> Findings(TempFolder folder)
    {
        folder.Write("a b/lint.toml", "[[waiver]]\nrule = \"PHD307\"\nreason = \"so be it\"\nexpires = 2026-02-01\n");
        var path = folder.Write("a b/Dockerfile", "FROM scratch\nRUN cd /x && make\nUSER 1\nHEALTHCHECK NONE\n");
        return DockerfileLinter.Lint(LintSubject.Load(path), Today);
    }
}
