using System.Globalization;
using System.Net;
using System.Text;
using Phederation.Hypertext;

namespace Phederation.Images.Patching;

/// <summary>
/// Writes the report as one page that needs nothing else: no script, style or font from elsewhere. Names come from images of unknown origin:
/// everything is encoded, and the page's own policy allows no script but the one that sorts.
/// </summary>
public sealed class PatchPage
{
    private static readonly (string Title, bool IsNumber)[] Columns =
    [
        ("Severity", false),
        ("Package", false),
        ("In the image", false),
        ("Available", false),
        ("Days", true),
        ("Missed", true),
        ("Urgency", false),
        ("CVE ids", false),
    ];

    private readonly PatchReport _report;
    private readonly StringBuilder _page = new();

    private PatchPage(PatchReport report) => _report = report;

    /// <summary>The page's bytes.</summary>
    public static byte[] Write(PatchReport report)
    {
        var page = new PatchPage(report);
        page.Write();
        return ReportPage.Write("Patches of the images", PatchPageParts.Style, ReportScript.Sorting, new Html(page._page.ToString()));
    }

    private void Write()
    {
        Line("<header>");
        Line("<h1>Patches of the images</h1>");
        Line($"<p class=\"{(_report.Passed ? "good" : "bad")} verdict\">{(_report.Passed ? "As the policy allows" : "Refused")}</p>");
        Line(
            $"<p>{_report.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC. A security update may wait "
                + $"{_report.Policy.SecurityMaxAgeDays} days, another one {_report.Policy.OtherMaxAgeDays} days.</p>"
        );
        Line("</header>");
        Line("<main>");
        WriteOverview();
        foreach (var (image, index) in _report.Images.Select((image, index) => (image, index)))
        {
            WriteImage(image, index);
        }

        Line("</main>");
    }

    private void WriteOverview()
    {
        Line("<div class=\"scroll\"><table><caption>Overview</caption><thead><tr>");
        foreach (var title in (string[])["Image", "Verdict", "Packages", "Unpatched", "Security", "CVE ids", "Distribution"])
        {
            Line($"<th scope=\"col\">{title}</th>");
        }

        Line("</tr></thead><tbody>");
        foreach (var (image, index) in _report.Images.Select((image, index) => (image, index)))
        {
            var patches = image.Patches;
            Line(
                $"<tr><th scope=\"row\"><a href=\"#image-{index}\">{Text(patches.Name)}</a></th><td>{Verdict(image)}</td>"
                    + $"<td class=\"number\">{patches.PackageCount}</td><td class=\"number\">{patches.Unpatched.Count}</td>"
                    + $"<td class=\"number\">{patches.Unpatched.Count(package => package.IsSecurity)}</td><td class=\"number\">{patches.CveCount}</td>"
                    + $"<td>{Text(patches.Distribution)}</td></tr>"
            );
        }

        Line("</tbody></table></div>");
    }

    private void WriteImage(JudgedPatches image, int index)
    {
        Line($"<section id=\"image-{index}\" aria-labelledby=\"title-{index}\">");
        Line($"<h2 id=\"title-{index}\">{Text(image.Patches.Name)} {Verdict(image)}</h2>");
        Line($"<p class=\"quiet\">{Text(image.Patches.Reference)}<br><code>{Text(image.Patches.ImageId)}</code></p>");
        if (image.Patches.Unpatched.Count == 0)
        {
            Line($"<p>All {image.Patches.PackageCount} packages are as new as the distribution serves them.</p>");
        }
        else
        {
            WriteTable(image.Patches);
        }

        if (image.Findings.Count > 0)
        {
            Line("<h3>What the policy says</h3><ul class=\"findings\">");
            foreach (var finding in image.Findings)
            {
                var word = PatchText.Word(finding.Judgement);
                Line($"<li><span class=\"tag {word}\">{word}</span> {Text(finding.Text)}</li>");
            }

            Line("</ul>");
        }

        Line("</section>");
    }

    private void WriteTable(ImagePatches patches)
    {
        Line("<div class=\"scroll\"><table class=\"sortable\"><caption>Unpatched packages</caption><thead><tr>");
        foreach (var (title, isNumber) in Columns)
        {
            Line($"<th scope=\"col\"{(isNumber ? " class=\"number\"" : "")}><button type=\"button\">{title}</button></th>");
        }

        Line("</tr></thead><tbody>");
        foreach (var package in patches.Unpatched.OrderByDescending(package => PatchSeverity.Of(package, _report.Time)))
        {
            WriteRow(package);
        }

        Line("</tbody></table></div>");
    }

    private void WriteRow(UnpatchedPackage package)
    {
        var severity = PatchSeverity.Of(package, _report.Time);
        var age = package.AgeDays(_report.Time);
        var cves = string.Join(' ', package.Cves.Select(cve => $"<span>{Text(cve)}</span>"));
        Line(
            $"<tr><td data-sort=\"{(int)severity}\"><span class=\"tag {severity.ToString().ToLowerInvariant()}\">{severity.ToString().ToLowerInvariant()}</span></td>"
                + $"<th scope=\"row\">{Text(package.Name)}{(package.FromSecurity ? " <span class=\"tag\">security</span>" : "")}</th>"
                + $"<td><code>{Text(package.Installed)}</code></td><td><code>{Text(package.Candidate)}</code></td>"
                + $"<td class=\"number\" data-sort=\"{age ?? int.MaxValue}\">{age?.ToString(CultureInfo.InvariantCulture) ?? "?"}</td>"
                + $"<td class=\"number\" data-sort=\"{package.MissedVersions}\">{package.MissedVersions}</td><td>{Text(package.Urgency)}</td>"
                + $"<td class=\"cves\" data-sort=\"{package.Cves.Count}\">{(package.Cves.Count == 0 ? "none" : $"<b>{package.Cves.Count}</b> {cves}")}"
                + $"{(package.IsHistoryComplete ? "" : " <i>the changelog is cut short</i>")}</td></tr>"
        );
    }

    private static string Verdict(JudgedPatches image) =>
        image.Passed ? "<span class=\"tag good\">passed</span>" : "<span class=\"tag refused\">refused</span>";

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private void Line(string text) => _page.Append(text).Append('\n');
}
