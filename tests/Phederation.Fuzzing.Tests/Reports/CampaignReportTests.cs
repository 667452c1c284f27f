using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Phederation.Fuzzing.Journals;
using Phederation.Fuzzing.Oracles;
using Phederation.Fuzzing.Reports;
using Phederation.Fuzzing.Tests.Journals;
using Phederation.Testing;

namespace Phederation.Fuzzing.Tests.Reports;

public sealed class CampaignReportTests
{
    private const string Attack = "</script><img src=x onerror=alert(1)>\"'&]]>\u0001\ufffe";

    [Fact]
    public void All_forms_tell_of_every_fault_and_are_well_formed_whatever_the_service_answered()
    {
        using var folder = new TempFolder();
        Write(folder.Path, 3, Attack);
        var report = CampaignReport.Of(CampaignJournal.Read(folder.Path));
        var fault = Assert.Single(report.Faults);

        var text = TextReport.Write(report);
        Assert.Contains(fault.Id, text, StringComparison.Ordinal);
        Assert.Contains("No answer is a 5xx.", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');

        var junit = XDocument.Parse(Encoding.UTF8.GetString(JUnitReport.Write(report)));
        Assert.Equal("1", junit.Root!.Attribute("failures")!.Value);
        Assert.Equal(fault.Id, Assert.Single(junit.Descendants("failure")).Parent!.Attribute("name")!.Value.Split(' ')[1]);
        Assert.Equal(
            int.Parse(junit.Root.Attribute("tests")!.Value, System.Globalization.CultureInfo.InvariantCulture),
            junit.Descendants("testcase").Count()
        );

        using var sarif = JsonDocument.Parse(SarifReport.Write(report, Path.Combine(folder.Path, "journal.jsonl"), folder.Path));
        var result = Assert.Single(sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray());
        Assert.Equal("error", result.GetProperty("level").GetString());
        Assert.Contains(fault.Id, result.GetProperty("message").GetProperty("text").GetString(), StringComparison.Ordinal);

        var page = Encoding.UTF8.GetString(CampaignPage.Write(report));
        Assert.Contains($"id=\"{fault.Id}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Equal(1, page.Split("</script>").Length - 1);
        Assert.DoesNotContain("http-equiv=\"refresh\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Same_journal_gives_the_same_bytes()
    {
        using var folder = new TempFolder();
        Write(folder.Path, 20, "boom");
        var (one, other) = (CampaignReport.Of(CampaignJournal.Read(folder.Path)), CampaignReport.Of(CampaignJournal.Read(folder.Path)));

        Assert.Equal(CampaignPage.Write(one), CampaignPage.Write(other));
        Assert.Equal(JUnitReport.Write(one), JUnitReport.Write(other));
        Assert.Equal(TextReport.Write(one), TextReport.Write(other));
    }

    [Fact]
    public void Campaign_that_was_ended_before_its_first_request_has_a_report()
    {
        using var folder = new TempFolder();
        Write(folder.Path, 0, "");
        var report = CampaignReport.Of(CampaignJournal.Read(folder.Path));

        Assert.Empty(report.Faults);
        Assert.Contains("faults: 0", TextReport.Write(report), StringComparison.Ordinal);
        Assert.Contains("No fault is an error", Encoding.UTF8.GetString(CampaignPage.Write(report)), StringComparison.Ordinal);
        Assert.Equal("0", XDocument.Parse(Encoding.UTF8.GetString(JUnitReport.Write(report))).Root!.Attribute("failures")!.Value);
    }

    [Fact]
    public void Oracles_of_one_name_and_findings_of_one_that_the_header_lacks_are_reported()
    {
        using var folder = new TempFolder();
        var header = JournalSamples.Header with
        {
            Oracles = [new JournalOracle("server-error", "One."), new JournalOracle("server-error", "Two.")],
        };
        using (var writer = JournalWriter.Create(folder.Path, header, TimeProvider.System))
        {
            writer.Add(
                JournalSamples.Run(0) with
                {
                    Findings = [new Finding("unheard-of", FindingSeverity.Note, "read thing", 1, "Odd.", "odd")],
                }
            );
        }

        var report = CampaignReport.Of(CampaignJournal.Read(folder.Path));

        Assert.Contains("unheard-of", Encoding.UTF8.GetString(SarifReport.Write(report, "journal", folder.Path)), StringComparison.Ordinal);
        Assert.Contains("unheard-of", Encoding.UTF8.GetString(CampaignPage.Write(report)), StringComparison.Ordinal);
    }

    [Fact]
    public void Estimate_is_that_of_its_formulas()
    {
        // 10 kinds: 4 came once, 2 twice, 4 five times. Chao1: 10 + 4·3/(2·3) = 12; Good-Turing: 4 of 28.
        var estimate = SpeciesEstimate.Of([1, 1, 1, 1, 2, 2, 5, 5, 5, 5]);

        Assert.Equal((28, 10, 4, 2), (estimate.Samples, estimate.Distinct, estimate.Once, estimate.Twice));
        Assert.Equal(12.0, estimate.Chao1);
        Assert.Equal(0.1429, estimate.GoodTuring);
    }

    private static void Write(string folder, int runs, string detail)
    {
        using var writer = JournalWriter.Create(folder, JournalSamples.Header, TimeProvider.System);
        for (var number = 0; number < runs; number++)
        {
            var run = JournalSamples.Run(number);
            writer.Add(
                run with
                {
                    Findings = [new Finding("server-error", FindingSeverity.Error, "read thing", 1, $"It answered {detail}.", detail)],
                }
            );
        }
    }
}
