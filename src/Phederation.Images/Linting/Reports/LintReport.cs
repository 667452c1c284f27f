using System.Text.Encodings.Web;
using System.Text.Json;
using Phederation.Text.Sarif;

namespace Phederation.Images.Linting.Reports;

/// <summary>Findings in the forms that people and programs read. The same findings give the same bytes.</summary>
public static class LintReport
{
    // Nothing of it is put into a page: quotes stay readable.
    private static readonly JsonWriterOptions Readable = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One line a finding, waived ones with their reason; files relative to a folder where they are in it.</summary>
    public static IEnumerable<string> Lines(IEnumerable<LintFinding> findings, string root) =>
        findings.Select(finding =>
            (finding with { Location = finding.Location with { File = Relative(finding.Location.File, root) } }).ToString()
            + (finding.WaivedBecause is { } reason ? $" (waived: {reason})" : "")
        );

    /// <summary>JSON: an object with the findings.</summary>
    public static byte[] Json(IEnumerable<LintFinding> findings, string root)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            json.WriteStartArray("findings");
            foreach (var finding in findings)
            {
                json.WriteStartObject();
                json.WriteString("rule", finding.Rule.Id);
                json.WriteString("name", finding.Rule.Name);
                json.WriteString("severity", finding.Rule.Severity.ToString().ToLowerInvariant());
                json.WriteString("file", Relative(finding.Location.File, root));
                json.WriteNumber("line", finding.Location.Line);
                json.WriteNumber("column", finding.Location.Column);
                json.WriteString("message", finding.Message);
                if (finding.WaivedBecause is { } reason)
                {
                    json.WriteString("waived", reason);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    /// <summary>SARIF 2.1.0 with all rules.</summary>
    public static byte[] Sarif(IEnumerable<LintFinding> findings, string root, string version) =>
        SarifLog.Write(
            "phederation-lint",
            version,
            [.. LintRules.All.Select(rule => new SarifRule(rule.Id, rule.Name, LevelOf(rule), Sentence(rule.Title), rule.Why, rule.Mend))],
            findings.Select(finding => new SarifResult(finding.Rule.Id, finding.Message, finding.Location, finding.WaivedBecause)),
            root
        );

    private static SarifLevel LevelOf(LintRule rule) => rule.Severity == LintSeverity.Error ? SarifLevel.Error : SarifLevel.Warning;

    private static string Sentence(string title) => char.ToUpperInvariant(title[0]) + title[1..] + ".";

    private static string Relative(string file, string root)
    {
        var relative = Path.GetRelativePath(root, file).Replace('\\', '/');
        return relative.StartsWith("..", StringComparison.Ordinal) ? file : relative;
    }
}
