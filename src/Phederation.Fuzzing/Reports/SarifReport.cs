using Phederation.Fuzzing.Buckets;
using Phederation.Fuzzing.Oracles;
using Phederation.Text;
using Phederation.Text.Sarif;

namespace Phederation.Fuzzing.Reports;

/// <summary>The faults as SARIF, which code hosts show. They are in no file of ours: each is told of the campaign's journal.</summary>
public static class SarifReport
{
    /// <summary>The log's bytes.</summary>
    /// <param name="report">The report.</param>
    /// <param name="journal">The journal's file.</param>
    /// <param name="root">The folder that files are named relative to.</param>
    public static byte[] Write(CampaignReport report, string journal, string root)
    {
        // What a journal of another version found by an oracle that its header doesn't name has a rule, too.
        var known = report
            .Journal.Header.Oracles.DistinctBy(oracle => oracle.Name)
            .ToDictionary(oracle => oracle.Name, oracle => oracle.Rule);
        var names = known.Keys.Union(report.Faults.Select(fault => fault.Summary.Key.Oracle)).ToList();
        var rules = names
            .SelectMany(name => Enum.GetValues<SarifLevel>().Select(level => Rule(name, known.GetValueOrDefault(name, name), level)))
            .ToList();
        var results = report.Faults.Select(fault => new SarifResult(
            Id(fault.Summary.Key.Oracle, LevelOf(fault.Summary.Severity)),
            $"{Excerpt.Text(fault.Summary.Key.ToString())}: {Excerpt.Text(fault.Summary.First.Message)} Repeat it: phederation-fuzz replay {fault.Id}",
            new SourceLocation(journal, 0, 0),
            fault.Summary.Verdict == BucketVerdict.Flaky ? $"seen again {fault.Summary.Seen} of {fault.Summary.Tries} times" : null
        ));
        return SarifLog.Write("phederation-fuzz", report.Journal.Header.Tool, rules, results, root);
    }

    private static SarifRule Rule(string oracle, string rule, SarifLevel level) =>
        new(
            Id(oracle, level),
            Name(oracle, level),
            level,
            rule,
            "Clients of the service are misled, or its data is in danger.",
            "Repeat the fault by its bucket, mend it, and repeat it again."
        );

    // A rule has one level in the log, and an oracle may find worse and better.
    private static string Id(string oracle, SarifLevel level) => $"{oracle}/{level.ToString().ToLowerInvariant()}";

    private static string Name(string oracle, SarifLevel level) =>
        string.Concat(oracle.Split('-', ' ').Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part[1..]))
        + level;

    private static SarifLevel LevelOf(FindingSeverity severity) =>
        severity switch
        {
            FindingSeverity.Note => SarifLevel.Note,
            FindingSeverity.Warning => SarifLevel.Warning,
            _ => SarifLevel.Error,
        };
}
