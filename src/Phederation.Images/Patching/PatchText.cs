using System.Globalization;
using System.Text;

namespace Phederation.Images.Patching;

/// <summary>Writes the report as text for a terminal.</summary>
public static class PatchText
{
    private static readonly string[] Header = ["package", "in the image", "available", "days", "urgency", "security", "CVE ids"];

    /// <summary>The whole report.</summary>
    public static string Write(PatchReport report)
    {
        var text = new StringBuilder();
        text.Append(
                CultureInfo.InvariantCulture,
                $"Patches of {report.Images.Count} images, {report.Time.UtcDateTime:yyyy-MM-dd HH:mm} UTC: "
            )
            .Append(report.Passed ? "as the policy allows\n" : "REFUSED\n");
        foreach (var image in report.Images)
        {
            Write(text, image, report.Time);
        }

        return text.ToString();
    }

    /// <summary>One image in one line.</summary>
    public static string Summary(JudgedPatches image)
    {
        var patches = image.Patches;
        var security = patches.Unpatched.Count(package => package.IsSecurity);
        return $"{patches.Name}: {patches.PackageCount} packages, {patches.Unpatched.Count} unpatched ({security} security, {patches.CveCount} CVE ids)"
            + (image.Passed ? "" : $": {image.Findings.Count(finding => finding.Judgement == PatchJudgement.Refused)} refused");
    }

    private static void Write(StringBuilder text, JudgedPatches image, DateTimeOffset now)
    {
        text.Append('\n').Append(Summary(image)).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"  {image.Patches.Reference}  {image.Patches.ImageId}  {image.Patches.Distribution}\n");
        if (image.Patches.Unpatched.Count > 0)
        {
            WriteTable(text, [Header, .. image.Patches.Unpatched.Select(package => Row(package, now))]);
        }

        foreach (var finding in image.Findings)
        {
            text.Append("  ").Append(Word(finding.Judgement)).Append(": ").Append(finding.Text).Append('\n');
        }
    }

    /// <summary>The word of a judgement.</summary>
    internal static string Word(PatchJudgement judgement) =>
        judgement switch
        {
            PatchJudgement.Refused => "refused",
            PatchJudgement.Waived => "waived",
            _ => "note",
        };

    private static string[] Row(UnpatchedPackage package, DateTimeOffset now) =>
        [
            package.Name,
            package.Installed,
            package.Candidate,
            package.AgeDays(now)?.ToString(CultureInfo.InvariantCulture) ?? "?",
            package.Urgency.Length > 0 ? package.Urgency : "?",
            package.IsSecurity ? "yes" : "no",
            (package.Cves.Count > 0 ? string.Join(' ', package.Cves) : "-") + (package.IsHistoryComplete ? "" : " (changelog cut short)"),
        ];

    private static void WriteTable(StringBuilder text, IReadOnlyList<string[]> rows)
    {
        // The last column is not padded.
        var widths = Enumerable.Range(0, Header.Length - 1).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => column < widths.Length ? cell.PadRight(widths[column]) : cell);
            text.Append("  ").AppendJoin("  ", cells).Append('\n');
        }
    }
}
