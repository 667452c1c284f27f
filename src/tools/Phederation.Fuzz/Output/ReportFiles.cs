using System.Text;
using Phederation.Fuzzing.Journals;
using Phederation.Fuzzing.Reports;

namespace Phederation.Fuzz.Output;

/// <summary>The reports of a campaign, as files of its folder: report.html, .txt, .xml (JUnit), .sarif and .json (Web Fuzzing Commons).</summary>
internal static class ReportFiles
{
    /// <summary>Writes them, each whole or not at all.</summary>
    public static void Write(Consoles consoles, CampaignJournal journal, string folder)
    {
        var report = CampaignReport.Of(journal);
        Put(folder, "report.txt", Encoding.UTF8.GetBytes(TextReport.Write(report)));
        Put(folder, "report.xml", JUnitReport.Write(report));
        Put(folder, "report.sarif", SarifReport.Write(report, Path.Combine(Path.GetFullPath(folder), "journal"), Path.GetFullPath(folder)));
        Put(folder, "report.json", CommonsReport.Write(report, "journal.jsonl"));
        Put(folder, "report.html", CampaignPage.Write(report));
        Consoles.Line(consoles.Error, $"  report: {Path.Combine(folder, "report.html")}");
    }

    private static void Put(string folder, string name, byte[] content)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path + ".new", content);
        File.Move(path + ".new", path, overwrite: true);
    }
}
