using System.Globalization;
using System.Text;

namespace Phederation.Fuzzing.Reports;

/// <summary>The report for a terminal or a file.</summary>
public static class TextReport
{
    /// <summary>The text.</summary>
    public static string Write(CampaignReport report)
    {
        var (journal, text) = (report.Journal, new StringBuilder());
        var asked = journal.Operations.Count;
        var succeeded = journal.Operations.Count(operation => operation.Succeeded);
        Line($"campaign of {journal.Header.Model}, seed {journal.Header.Seed}, shard {journal.Header.Shards}");
        Line(
            $"{journal.ScenarioCount} scenarios, {journal.Requests} requests, {journal.Bytes / 1024.0 / 1024:0.0} MiB in {journal.Elapsed.TotalSeconds:0.0} s"
        );
        Line($"operations: {succeeded} succeeded of {asked} asked, of {journal.Header.Operations.Count} that there are");
        Line(
            $"kinds of answers: {report.Answers.Distinct}, estimated in all {report.Answers.Chao1:0.0} (Chao1); a further answer is new with {report.Answers.GoodTuring:0.00 %} (Good-Turing)"
        );
        Line(
            $"faults: {journal.Buckets.Count}{(report.NotShown > 0 ? $", of which the {report.NotShown} least severe are not shown" : "")}"
        );
        foreach (var fault in report.Faults)
        {
            var summary = fault.Summary;
            text.Append('\n');
            Line(
                $"{fault.Id}  {summary.Severity.ToString().ToLowerInvariant()}, {Verdict(fault)}, {summary.Count} times, first after {summary.FoundAfter} requests"
            );
            Line($"  {Excerpt.Text(summary.Key.ToString())}");
            Line($"  {Excerpt.Text(summary.First.Message.ReplaceLineEndings(" "))}");
            if (summary.Places.Count > 0)
            {
                Line($"  at: {Excerpt.Text(string.Join(", ", summary.Places))}");
            }

            Line($"  rule: {fault.Rule}");
            if (fault.Request is { } request)
            {
                Line($"  request: {Excerpt.Of(request).Split('\n')[0]}");
            }
        }

        return text.ToString();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    internal static string Verdict(ReportedFault fault) =>
        fault.Summary.Verdict switch
        {
            Buckets.BucketVerdict.Confirmed => $"confirmed {fault.Summary.Seen} of {fault.Summary.Tries} times",
            Buckets.BucketVerdict.Flaky => $"FLAKY: seen again {fault.Summary.Seen} of {fault.Summary.Tries} times",
            _ => "not tried again",
        };
}
